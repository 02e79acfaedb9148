"""Backup, verification and restoring of a whole data centre; the journal beside it.

| module | what |
|---|---|
| `recovery_key.py` | the key that opens backups, kept offline; the key that signs them |
| `archive.py` | the sealed file: members in order, streamed |
| `making.py` | a consistent backup of a data centre that works on |
| `checking.py` | read a backup to its end, and prove that it is whole |
| `restoring.py`, `replay.py` | a data centre of a backup and a journal; what is not undone by it |
| `journal.py` | the audit log outside of the database |
"""
