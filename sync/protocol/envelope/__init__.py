"""Everything that seals, signs and derives; the only package that opens `cryptography`.

| module | what |
|---|---|
| `sealing.py` | to one recipient: HPKE, ML-KEM-768 + X25519 |
| `sealed_file.py` | to many recipients, any size: chunks under a content key |
| `signatures.py` | who said it: Ed25519 over a domain and the message |
| `vault.py` | at rest in the data centre: AES-256-GCM, one key for each kind of data |
| `passphrases.py` | PINs and passphrases: Argon2id |
| `pkcs8.py` | private keys as files |
| `certificates.py` | TLS: our own authority |
| `digests.py` | SHA-256; comparing in constant time |
| `random_values.py` | ids, keys, tokens |

README.md beside this package describes the bytes.
"""
