# The Portal's image: one for the web, the worker, the beat and the migrations; docker-compose.yml says which.
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
WORKDIR /build
COPY requirements/uv.txt requirements/runtime.txt ./
RUN python -m venv /environment \
    && python -m pip install --require-hashes --requirement uv.txt \
    && uv pip install --no-cache --python /environment/bin/python --require-hashes --requirement runtime.txt

FROM python:3.11-slim-bookworm
ENV PATH=/environment/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PORTAL_MODE=production DATA_DIR=/data ADDRESS=0.0.0.0 PORT=8000
# ffmpeg takes the hidden data out of films and recordings; without it they are held. Pango sets the text
# of case files, in the scripts of these fonts. Debian's
# security updates replace versions, so that a pinned one would soon be gone.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        ffmpeg libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        fonts-dejavu-core fonts-noto-core fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*
# A user that owns nothing but the data; a fixed number, so that volumes keep their owner from image to image.
RUN groupadd --gid 10001 portal \
    && useradd --uid 10001 --gid portal --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin portal \
    && install --directory --owner portal --group portal --mode 700 /data
COPY --from=build /environment /environment
WORKDIR /portal
COPY . .
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=40s --retries=3 CMD ["python", "docker/healthcheck.py", "web"]
CMD ["python", "manage.py", "serve"]
