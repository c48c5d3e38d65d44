"""Films, and recordings of phones: the same pictures and sound in a new container, by ffmpeg."""

import os
import shutil
import subprocess
from typing import BinaryIO

from vault.cleaning.held import NO_TOOL, TOO_MUCH, UNREADABLE, CannotClean

# Container by kind. Without it ffmpeg would go by the name, and ours has none.
CONTAINERS = {"video/mp4": "mp4", "video/quicktime": "mov", "audio/mp4": "ipod"}
FILE_LIMIT_SIGNAL = -25


def clean(source: BinaryIO, target: BinaryIO, media_type: str) -> str:
    """Copy pictures and sound; dates, places, makers, chapters, covers, subtitles and data stay behind."""
    tool = shutil.which("ffmpeg")
    if tool is None:
        raise CannotClean(NO_TOOL)
    # `V` is every film but the covers; a recording keeps no picture at all.
    streams = ["-map", "0:a"] if media_type == "audio/mp4" else ["-map", "0:V?", "-map", "0:a?"]
    ended = subprocess.run(  # noqa: S603 - no shell, and every argument is ours
        [
            tool, "-nostdin", "-hide_banner", "-loglevel", "quiet", "-protocol_whitelist", "file",
            "-f", "mov", "-enable_drefs", "0", "-i", f"/proc/self/fd/{source.fileno()}", *streams,
            "-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1", "-dn", "-sn", "-c", "copy",
            "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-threads", "1",
            "-f", CONTAINERS[media_type], "-y", f"/proc/self/fd/{target.fileno()}",
        ],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.defpath},
        pass_fds=(source.fileno(), target.fileno()),
    ).returncode  # fmt: skip
    if ended == FILE_LIMIT_SIGNAL or (os.fstat(target.fileno()).st_size == 0 and ended < 0):
        raise CannotClean(TOO_MUCH)
    if ended != 0:
        raise CannotClean(UNREADABLE)
    return media_type
