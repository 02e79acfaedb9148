"""Messages between lanes, in the spool: sealed, for minutes, in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sync.protocol.lanes import MAX_LANE_MESSAGE, MAX_LOCAL_MESSAGE, SealedLaneMessage
from sync.terminal.errors import StateError
from sync.terminal.spool_file import SpoolFile, stamp, written_by_gapura

MAX_HELD = 256  # of each direction; what ends soonest makes way
MAX_TO_ONE = 64  # that wait for one recipient: what the data centre is told lives for days
MAX_POPPED = 128  # at once
BATCH_BYTES = 128 * 1024  # that leave in one request: a small body, which waits for no large one


class SpooledMessages(SpoolFile):
    """The tables `messages_out` and `messages_in`."""

    # ---- the kiosk's -------------------------------------------------------------------------

    def send_messages(self, messages: Sequence[SealedLaneMessage]) -> None:
        """Queue all or none of them. Raise StateError (full).

        A call for help has no picture: it takes of the margin that results leave.
        """
        self._must_fit(_large(messages))
        self._put("messages_out", messages, MAX_TO_ONE)

    def pop_messages(self) -> tuple[SealedLaneMessage, ...]:
        """Remove what came, and return it in order."""
        with self._reading() as connection:
            if connection.execute("SELECT 1 FROM messages_in LIMIT 1").fetchone() is None:
                return ()
        with self._writing() as connection:
            rows = connection.execute(
                "DELETE FROM messages_in WHERE number IN"
                " (SELECT number FROM messages_in ORDER BY number LIMIT ?)"
                " RETURNING number, message_id, recipient, until,"
                " CASE WHEN length(sealed) <= ? THEN CAST(sealed AS BLOB) ELSE x'' END",
                [MAX_POPPED, MAX_LANE_MESSAGE],
            ).fetchall()
        return self._messages(row[1:] for row in sorted(rows))

    # ---- the agent's -------------------------------------------------------------------------

    def messages_to_send(self, now: datetime) -> tuple[SealedLaneMessage, ...]:
        """Return the oldest that wait, a request's worth; drop those whose time is over."""
        self._drop_ended(now)
        found: list[tuple[object, ...]] = []
        size = 0
        with self._reading() as connection:
            for row in connection.execute(
                "SELECT message_id, recipient, until, CAST(sealed AS BLOB) FROM messages_out"
                " ORDER BY number"
            ):
                size += len(row[3])
                if found and size > BATCH_BYTES:
                    break
                found.append(row)
        return self._messages(found)

    def messages_waiting(self, now: datetime, size: int) -> tuple[SealedLaneMessage, ...]:
        """Return all that wait and have at most `size` bytes; drop those whose time is over."""
        self._drop_ended(now)
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT message_id, recipient, until, CAST(sealed AS BLOB) FROM messages_out"
                " WHERE length(sealed) <= ? ORDER BY number",
                [size],
            ).fetchall()
        return self._messages(rows)

    def message_taken(self, message_id: str, recipient: str) -> None:
        """Forget what the terminal for which it is has said that it has."""
        with self._writing() as connection:
            connection.execute(
                "DELETE FROM messages_out WHERE message_id = ? AND recipient = ?",
                [message_id, recipient],
            )

    def messages_sent(self, message_ids: Iterable[str]) -> None:
        """Forget what was taken over by the data centre."""
        with self._writing() as connection:
            connection.executemany(
                "DELETE FROM messages_out WHERE message_id = ?", [(each,) for each in message_ids]
            )

    def put_messages(self, messages: Sequence[SealedLaneMessage]) -> None:
        """Bring what is for the kiosk; on a full disk those without a picture alone.

        Raise StateError (full).
        """
        try:
            self._must_fit(_large(messages))
        except StateError as error:
            messages = [each for each in messages if len(each.sealed) <= MAX_LOCAL_MESSAGE]
            if error.kind != "full" or not messages:
                raise
        self._put("messages_in", messages, MAX_HELD)

    # ---- both --------------------------------------------------------------------------------

    def _put(self, table: str, messages: Sequence[SealedLaneMessage], most: int) -> None:
        """Queue them; `most`: that are kept for one recipient."""
        with self._writing() as connection:
            connection.executemany(
                f"INSERT INTO {table} (message_id, recipient, until, sealed)"  # noqa: S608
                " VALUES (?, ?, ?, ?) ON CONFLICT (message_id) DO NOTHING",
                [(each.message_id, each.to, stamp(each.until), each.sealed) for each in messages],
            )
            connection.execute(
                f"DELETE FROM {table} WHERE number NOT IN (SELECT number FROM"  # noqa: S608
                " (SELECT number, until, row_number() OVER"
                " (PARTITION BY recipient ORDER BY until DESC, number DESC) AS place"
                f" FROM {table}) WHERE place <= {most}"
                f" ORDER BY until DESC, number DESC LIMIT {MAX_HELD})"
            )

    def _drop_ended(self, now: datetime) -> None:
        query = "SELECT 1 FROM {} WHERE until < ?"
        both = " UNION ALL ".join(map(query.format, ("messages_out", "messages_in")))
        with self._reading() as connection:  # most of the time there is nothing to write
            if connection.execute(both, [stamp(now)] * 2).fetchone() is None:
                return
        with self._writing() as connection:
            for table in ("messages_out", "messages_in"):
                connection.execute(
                    f"DELETE FROM {table} WHERE until < ?",  # noqa: S608  two fixed names
                    [stamp(now)],
                )

    def _messages(self, rows: Iterable[Sequence[object]]) -> tuple[SealedLaneMessage, ...]:
        with written_by_gapura(self._path):
            return tuple(
                SealedLaneMessage.model_validate(
                    {
                        "message_id": row[0],
                        "to": row[1],
                        "until": datetime.fromisoformat(str(row[2])),
                        "sealed": row[3],
                    }
                )
                for row in rows
                if row[3]  # nothing is left of what was too large
            )


def _large(messages: Iterable[SealedLaneMessage]) -> int:
    """Return the bytes of those with a picture."""
    return sum(len(each.sealed) for each in messages if len(each.sealed) > MAX_LOCAL_MESSAGE)
