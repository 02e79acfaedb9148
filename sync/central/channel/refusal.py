"""A refusal, on its way to the terminal; raised at either end."""

from __future__ import annotations

from datetime import datetime

from sync.protocol.wire import Problem, ProblemCode, Statement, TicketFault


class RequestRefused(Exception):
    """Ends a request with a Problem."""

    def __init__(
        self,
        code: ProblemCode,
        text: str,
        at: datetime,
        statement: Statement | None = None,
        ticket: TicketFault = TicketFault.NONE,
    ) -> None:
        """`at` is the data centre's time; `ticket`: what is wrong with one."""
        super().__init__(text)
        self.problem = Problem(problem=code, text=text, at=at, statement=statement, ticket=ticket)

    @classmethod
    def of(cls, problem: Problem) -> RequestRefused:
        """Return the refusal with a problem that the keeper made."""
        return cls(problem.problem, problem.text, problem.at, problem.statement, problem.ticket)
