"""What can go wrong in the vault. No message ever carries a key or a sealed text."""


class VaultError(Exception):
    """Base of everything the vault raises."""


class KeyringUnusable(VaultError):
    """`VAULT_KEYS` is absent or malformed, or lacks the wrapping key that a row names."""


class SealBroken(VaultError):
    """Sealed bytes do not open: altered, cut, swapped with another row's, or sealed under another key."""


class KeyDestroyed(VaultError):
    """The data key was destroyed on purpose; what it sealed cannot be read by anybody again."""


class SealedMisuse(VaultError):
    """The code asked for something that a sealed field cannot do; the message says what to do instead."""
