"""What Python runs first in every process that a test starts (`PYTHONPATH` in tests/conftest.py).

No terminal and no data centre has boto3, which the tests take for an S3 server. Where it is,
securesystemslib imports it, and each process starts a fifth of a second later.
"""

import sys

sys.modules["boto3"] = None  # type: ignore[assignment]
