"""Encryption at rest: the key of the data, what opens it, and how a file gets one or loses it.

The database is encrypted whole, by SQLCipher, with a random key of 256 bits. That key lies in the
key file beside it, once for each thing that opens it: a passphrase, a recovery code, the desktop's
keyring. Nothing here is imported before a profile is encrypted.
"""
