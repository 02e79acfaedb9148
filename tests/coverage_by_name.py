"""What must not fail is covered by its own tests: every line, every branch.

    python -m tests.coverage_by_name

A percentage over all of the code says nothing. Here each module is named, beside the tests that
must cover it; a line that they miss fails, as in qutebrowser's `scripts/dev/check_coverage.py`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

TRUST = (
    "tests/sync/test_attacks.py",
    "tests/sync/test_tuf_roundtrip.py",
    "tests/sync/terminal/test_updater.py",
    "tests/sync/terminal/test_updater_software.py",
)

COVERED: dict[str, tuple[str, ...]] = {
    # Trust: what a terminal believes of a repository.
    "sync/terminal/updater/__init__.py": TRUST,
    "sync/terminal/updater/client.py": TRUST,
    "sync/terminal/updater/download.py": TRUST,
    "sync/terminal/updater/error_translation.py": TRUST,
    "sync/terminal/updater/fetcher.py": TRUST,
    "sync/terminal/updater/folder.py": TRUST,
    "sync/terminal/updater/updater.py": TRUST,
    # Keys, seals and signatures.
    "sync/protocol/envelope/certificates.py": (
        "tests/sync/protocol/envelope/test_certificates.py",
    ),
    "sync/protocol/envelope/digests.py": ("tests/sync/protocol/envelope/test_digests.py",),
    "sync/protocol/envelope/passphrases.py": ("tests/sync/protocol/envelope/test_passphrases.py",),
    "sync/protocol/envelope/pkcs8.py": ("tests/sync/protocol/envelope/test_pkcs8.py",),
    "sync/protocol/envelope/random_values.py": (
        "tests/sync/protocol/envelope/test_random_values.py",
    ),
    "sync/protocol/envelope/sealed_file.py": ("tests/sync/protocol/envelope/test_sealed_file.py",),
    "sync/protocol/envelope/sealing.py": ("tests/sync/protocol/envelope/test_sealing.py",),
    "sync/protocol/envelope/signatures.py": ("tests/sync/protocol/envelope/test_signatures.py",),
    "sync/protocol/envelope/tpm_keys.py": ("tests/sync/protocol/envelope/test_tpm_keys.py",),
    "sync/protocol/envelope/vault.py": ("tests/sync/protocol/envelope/test_vault.py",),
    # What a terminal's TPM says of its boot.
    "sync/protocol/attestation.py": ("tests/sync/protocol/test_attestation_quotes.py",),
    # What a message may hold that its reader does not know.
    "sync/protocol/message.py": (
        "tests/sync/protocol/test_growth.py",
        "tests/sync/protocol/test_golden.py",
    ),
    # What can no longer be changed once it is written: at the terminal, at the data centre.
    "edge_app/store/chain.py": ("tests/edge_app/store/test_store_chain.py",),
    "sync/central/registry/audit.py": ("tests/sync/central/registry/test_audit.py",),
    "sync/central/registry/terminal_chains.py": (
        "tests/sync/central/registry/test_terminal_chains.py",
    ),
    "sync/central/registry/terminal_reports.py": (
        "tests/sync/central/registry/test_terminal_reports.py",
    ),
    "sync/protocol/signed_reports.py": ("tests/sync/protocol/test_signed_reports.py",),
    "edge_app/terminal/report_signer.py": ("tests/edge_app/terminal/test_report_signer.py",),
    # Who may work at a terminal.
    "edge_app/desk/session/accounts.py": (
        "tests/edge_app/desk/session/test_accounts.py",
        "tests/edge_app/desk/session/test_session.py",
    ),
    # From a score to an alert, and to an answer at the desk.
    "models/calibration.py": ("tests/models/test_calibration.py",),
    "models/verification.py": ("tests/models/test_verification.py",),
    "edge_app/lists/thresholds.py": ("tests/edge_app/lists/test_thresholds.py",),
    "edge_app/desk/alerts/answers.py": ("tests/edge_app/desk/alerts/test_second_officer.py",),
    "edge_app/desk/verification/held_decision.py": (
        "tests/edge_app/desk/verification/test_verification_decision.py",
    ),
    # A live person, or a picture of one.
    "models/liveness.py": ("tests/models/test_liveness.py",),
    "edge_app/desk/verification/liveness_check.py": (
        "tests/edge_app/desk/verification/test_liveness_check.py",
        "tests/edge_app/desk/verification/test_verification_liveness.py",
    ),
}


def main() -> int:
    tests = sorted({test for chosen in COVERED.values() for test in chosen})
    for name in (*COVERED, *tests):
        if not (ROOT / name).exists():
            print(f"{name} is named here and does not exist")  # noqa: T201
            return 2
    with tempfile.TemporaryDirectory() as folder:
        report, settings = Path(folder) / "coverage.json", Path(folder) / "coveragerc"
        # By their files: of a module's name coverage.py imports the packages, and drops them again,
        # so that what they import is there twice.
        files = "".join(f"\n    {ROOT / name}" for name in COVERED)
        settings.write_text(f"[run]\nbranch = True\ninclude ={files}\n")
        command = [
            sys.executable,
            "-m",
            "pytest",
            *tests,
            "--cov",
            f"--cov-config={settings}",
            f"--cov-report=json:{report}",
        ]
        environment = os.environ | {"COVERAGE_FILE": str(Path(folder) / "coverage")}
        ended = subprocess.run(command, cwd=ROOT, env=environment, check=False)
        if ended.returncode:
            return ended.returncode
        measured = json.loads(report.read_bytes())["files"]
    faults = [fault for name in COVERED for fault in missed(name, measured.get(name))]
    print("\n".join(faults) or f"{len(COVERED)} modules are covered: every line, every branch")  # noqa: T201
    return 1 if faults else 0


def missed(name: str, found: dict[str, Any] | None) -> list[str]:
    """Return a sentence for each line and branch of a file that no test came to."""
    if found is None:
        return [f"{name}: its tests did not import it"]
    lines = [f"{name}:{line}: not run" for line in found["missing_lines"]]
    return lines + [
        f"{name}:{begin}: never went on to {f'line {end}' if end > 0 else 'its end'}"
        for begin, end in found["missing_branches"]
    ]


if __name__ == "__main__":
    sys.exit(main())
