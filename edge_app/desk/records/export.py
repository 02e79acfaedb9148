"""Writing a report: who may, the row on the chain, the files, and how it ended."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from edge_app.desk.records.report import (
    MOUNTS,
    Documents,
    Problem,
    ReportFacts,
    ReportFiles,
    ReportRefused,
    carry,
    file_name,
    folder_for,
    write_report,
)
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.errors import StoreError
from edge_app.store.audit_log import AuditLog
from edge_app.store.chain import UNSIGNED
from sync.terminal.state import REPORT


class ExportState(Enum):
    """How the last report stands."""

    NONE = "none"
    WORKING = "working"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ExportView:
    """The last report that was asked for."""

    state: ExportState = ExportState.NONE
    folder: Path | None = None
    on_stick: bool = False
    files: tuple[str, ...] = ()
    problem: Problem | None = None


NOTHING = ExportView()


class Exporter:
    """One report at a time."""

    def __init__(
        self,
        audit_log: AuditLog,
        documents: Callable[[ReportFacts], Documents] | None,
        reports: Path,
        mounts: Path = MOUNTS,
    ) -> None:
        """`documents` makes the files; None: no window, and so no report.

        `reports` is the folder for them where there is no stick.
        """
        self._audit_log, self._documents, self._reports = audit_log, documents, reports
        self._mounts = mounts
        self._lock = threading.Lock()  # guards the next
        self._view = ExportView()

    @property
    def ready(self) -> bool:
        """Return whether reports can be made here at all."""
        return self._documents is not None

    def view(self) -> ExportView:
        """Return the last report; from any thread."""
        with self._lock:
            return self._view

    def begin(self) -> bool:
        """Record that one is being written; return False while another is."""
        with self._lock:
            if self._view.state is ExportState.WORKING:
                return False
            self._view = ExportView(ExportState.WORKING)
            return True

    def clear(self) -> None:
        """Forget how the last one ended."""
        with self._lock:
            if self._view.state is not ExportState.WORKING:
                self._view = ExportView()

    def failed(self) -> None:
        """End the one that was begun: a fault of ours has stopped it."""
        with self._lock:
            if self._view.state is ExportState.WORKING:
                self._view = ExportView(ExportState.REFUSED, problem=Problem.FAULT)

    def write(
        self, session: SessionView, span: str, facts: Callable[[], ReportFacts | None]
    ) -> None:
        """Write a shift's; `facts` returns None where the store cannot be read."""

        def made() -> tuple[str, ReportFiles]:
            known = facts()
            if known is None or self._documents is None:
                raise ReportRefused(Problem.FAULT)
            return file_name(known.lane, known.made_at), self._documents(known)

        self.put(session, Action.EXPORT_REPORT, made, "report", span=span)

    def put(
        self,
        session: SessionView,
        action: Action,
        made: Callable[[], tuple[str, ReportFiles]],
        what: str,
        **details: object,
    ) -> bool:
        """Write what `made` returns, a name and its files; return whether it lies there.

        `action`: what one must be allowed. `what`, `details`: for the row on the chain. `made` may
        raise ReportRefused.
        """
        folder, on_stick = folder_for(self._reports, self._mounts)
        view = ExportView(ExportState.REFUSED, folder, on_stick)
        try:
            if not (session.working and may(session.role, action)):
                raise ReportRefused(Problem.NOT_ALLOWED)
            name, documents = made()
            where = replace(view, state=ExportState.DONE)
            files = self._write_files(session, where, name, documents, what, details)
            view = replace(where, files=tuple(one.name for one in files))
        except ReportRefused as refused:
            view = replace(view, problem=refused.problem)
        except StoreError as error:
            full = error.kind == "full"
            view = replace(view, problem=Problem.UNRECORDED if full else Problem.FAULT)
        with self._lock:
            self._view = view
        return view.state is ExportState.DONE

    def _write_files(
        self,
        session: SessionView,
        where: ExportView,
        name: str,
        documents: ReportFiles,
        what: str,
        details: Mapping[str, object],
    ) -> tuple[Path, ...]:
        """Return the files. The row on the chain comes first: nothing leaves without one."""
        folder = where.folder or self._reports
        actor = session.number or UNSIGNED
        digest = hashlib.sha256(b"".join(data for _, data in documents.files)).hexdigest()
        to = "stick" if where.on_stick else "terminal"
        self._audit_log.note(actor, f"{what}-exported", digest, **details, to=to)
        try:
            mounts = self._mounts if where.on_stick else None
            files = write_report(folder, name, documents, mounts)
        except ReportRefused as refused:
            cause = refused.problem.value
            self._audit_log.note(actor, f"{what}-not-written", digest, cause=cause)
            raise
        if where.on_stick:
            self._carry(actor, folder)
        return files

    def _carry(self, actor: str, folder: Path) -> None:
        """Move what was saved here to the stick too; what it does not take stays for the next."""
        left_here = len(tuple(self._reports.glob(f"{REPORT}-*")))
        if not left_here:
            return
        self._audit_log.note(actor, "reports-carried", files=left_here, to="stick")
        try:
            carry(self._reports, folder, self._mounts)
        except ReportRefused as refused:
            self._audit_log.note(actor, "reports-not-carried", cause=refused.problem.value)
