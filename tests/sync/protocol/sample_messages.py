"""One of each message, every field with a value that is not its default where it may have one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sync.protocol.acceptance import (
    AcceptanceBody,
    AcceptedStep,
    HeldList,
    SignedAcceptance,
    TrialAlert,
)
from sync.protocol.bundle import RescuedBatch, SignedBatch, SignedEnrolment, SignedVisit, Visit
from sync.protocol.content import (
    Agreement,
    ListDescription,
    Officer,
    OfficerRole,
    PackageHeader,
    Phrase,
    ReferenceEntry,
    Retention,
    ShortPhrase,
    Thumbnail,
    Visitor,
)
from sync.protocol.lanes import (
    Datagram,
    LaneCase,
    LaneMessage,
    LaneMessagesReply,
    LaneMessagesRequest,
    Lanes,
    LaneState,
    LocalSaying,
    NeighbourLane,
    SealedLaneMessage,
    SignedLaneMessage,
)
from sync.protocol.message import Wire
from sync.protocol.question_content import (
    AnswerContent,
    Answered,
    AnsweredCandidate,
    QuestionContent,
)
from sync.protocol.result_content import (
    AlertAnswered,
    AlertEscalated,
    AlertFollowed,
    AlertRaised,
    OfficerPinChanged,
    OtherResult,
    PersonVerified,
    ResultContent,
    ResultsErased,
)
from sync.protocol.signed_reports import Network, ReportBody
from sync.protocol.software_releases import MeasuredBoot, SoftwareRelease, SoftwareReleases
from sync.protocol.ticket import Ticket
from sync.protocol.wiped import SignedWipe, Wipe, WipeNoted
from sync.protocol.wire import (
    Announcement,
    Attestation,
    Attested,
    AuditHead,
    CentreKeys,
    CheckpointConfig,
    CheckReport,
    EnrolReply,
    EnrolRequest,
    File,
    Head,
    Heartbeat,
    HeldCollection,
    KeysReply,
    KeysRequest,
    KioskReport,
    Lease,
    LeasePlace,
    PackageRef,
    Problem,
    ProblemCode,
    Question,
    Quote,
    QuoteWish,
    Receipt,
    RefreshReply,
    RefreshRequest,
    RefusedResult,
    ReportedFinding,
    Resend,
    ResultsBatch,
    Revoked,
    SealedAnswer,
    SealedResult,
    SignedReport,
    SoftwarePlan,
    Statement,
    TpmKeys,
)

AT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
LATER = AT + timedelta(days=7)
FIRST, SECOND, THIRD = "a1" * 16, "b2" * 16, "c3" * 16
SHA256 = "0d" * 32
PHRASE = Phrase(id="Tahan dengan sopan.", en="Hold politely.")
THUMBNAIL = Thumbnail(offset=4096, size=2048)
PLAN = SoftwarePlan(
    version="0.4.0",
    percent=10,
    from_hour=1,
    until_hour=4,
    put_off_hours=24,
    lanes=("a" * 32, "b" * 32),
)
MEASURED = MeasuredBoot(pcr=11, values=(SHA256, "0" * 64))
RELEASE = SoftwareRelease(
    version="0.4.0",
    distribution="bookworm",
    architecture="amd64",
    packages=("software/gapura-terminal-0.4.0.deb", "software/gapura-terminal.deb"),
    boot=(MEASURED,),
)
TPM = TpmKeys(endorsement=bytes(range(64)), attestation=bytes(range(64, 128)), certificate=b"X.509")
WISH = QuoteWish(nonce=bytes(range(32)), pcrs=(7, 11, 12), credential=b"a credential")
QUOTE = Quote(
    message=b"TPMS_ATTEST",
    signature=b"ECDSA",
    values=(bytes(32), bytes(range(32))),
    secret=bytes(range(32)),
)
ATTESTATION = Attestation(verdict=Attested.IMAGE, withheld=True, wish=WISH)
AGREEMENT = Agreement(
    number="PKS-1",
    starts=date(2026, 1, 1),
    ends=date(2027, 1, 1),
    retention=Retention(dismissed_hours=6, undecided_days=14, confirmed_days=400),
)
PACKAGE = PackageRef(package_id=FIRST, path="list-dpo/41-42.delta", version=42, base=41)
HELD = HeldCollection(
    collection="list-dpo", version=42, references=1200, state="failed", error="no room"
)
FINDING = ReportedFinding(code="disk-slow", about={"rate": "3", "least": "10"})
CHECK = CheckReport(asked_at=AT, findings=(FINDING,))
KIOSK = KioskReport(
    collections=(HELD,),
    camera="live",
    update_refused="list-dpo 42: another model",
    store_fault="the disk is full",
    fault="a fault in Gapura",
    unwritten=2,
    people=40,
    captured=38,
    alerts=1,
    chain_rows=1204,
    chain_head=SHA256,
    unproven=3,
    faults=("slow", "dark"),
    silent="no sound: there is no sound device",
    memory_exposed="its memory is not locked, and swap is in the clear: /dev/sda2",
    frame_rate=3.5,
    camera_rate=30.0,
    latency_ms=140.5,
    read_share=0.97,
    check=CHECK,
)
STATEMENT = Statement(kind="revoked", body='{"at":"2026-11-25T08:00:00Z"}', signature=bytes(64))
SEALED = SealedResult(result_id=SECOND, created_at=AT, sealed=b"sealed", signature=bytes(range(64)))
NETWORK = Network(name="sface", sha256=SHA256)
REPORT = SignedReport(body='{"sequence":7}', signature=bytes(range(64)))
AUDIT = AuditHead(rows=1309, head=SHA256)
RESEND = Resend(asked_at=LATER, since=AT)
BATCH = ResultsBatch(results=(SEALED,))
RAISED = AlertRaised(
    alert_id=FIRST,
    at=AT,
    lane="Lajur 1",
    list_id="dpo",
    list_version=42,
    reference_id=THIRD,
    score=0.61,
    threshold=0.43,
    model_id="sface",
    quality=0.9,
    captured=b"JPEG",
)
ACCEPTED_STEP = AcceptedStep(step="touch", state="failing", at=AT)
TRIAL_ALERT = TrialAlert(at=AT, score=0.71, threshold=0.43, latency_ms=312.0)
HELD_LIST = HeldList(list_id="dpo", version=42)
CANDIDATE = AnsweredCandidate(person_id=FIRST, name="Contoh", score=0.7, strength="strong")
ANSWER = AnswerContent(
    outcome="candidates",
    score=0.7,
    threshold=0.4,
    candidates=(CANDIDATE,),
    reason="asked",
    strength="clear",
    refusal="quota",
)
TICKET = Ticket(
    centre_id="centre-1",
    url="https://centre.example",
    checkpoint_id="gate-1",
    token="a" * 26,
    ca=b"PEM",
    root=b"{}",
    statements_key=bytes(32),
    expires_at=LATER,
    lane="Lajur 1",
    signature=bytes(range(64)),
)
SIGNED_BATCH = SignedBatch(
    terminal_id=FIRST, batch=BATCH.to_json().decode(), signature=bytes(range(64))
)
RESCUED = RescuedBatch(
    terminal_id=FIRST,
    carrier=SECOND,
    batch=BATCH.to_json().decode(),
    signature=bytes(range(64)),
)
LEASE_PLACE = LeasePlace(checkpoint_id="gate-2", lane="Lajur 3")
WIPE = Wipe(terminal_id=FIRST, centre_id="c" * 32, at=AT, keys=5, files=9, waiting=3)
SIGNED_WIPE = SignedWipe(
    wipe=WIPE.to_json().decode(), signature=bytes(range(64)), kiosk_signature=bytes(64)
)
VISIT = Visit(at=AT, results=3)
SIGNED_VISIT = SignedVisit(
    terminal_id=FIRST, visit=VISIT.to_json().decode(), signature=bytes(range(64))
)
LANE = NeighbourLane(
    terminal_id=FIRST, name="Lajur 2", sealing_key=bytes(1216), kiosk_key=bytes(range(32))
)
LANE_CASE = LaneCase(
    alert_id=SECOND,
    list_id="dpo",
    reference_id=THIRD,
    raised_at=AT,
    here=True,
    step="second",
    first="1001",
)
LANE_STATE = LaneState(
    camera="live", faults=("dark",), lists=True, attended=True, cases=(LANE_CASE,), more=2
)
TO_A_LANE = SealedLaneMessage(message_id=SECOND, to=THIRD, until=LATER, sealed=b"sealed")

MESSAGES: tuple[Wire, ...] = (
    # published
    PACKAGE,
    Head(collection="list-dpo", version=42, packages=(PACKAGE,)),
    CentreKeys(
        time_epoch=2,
        statements=(bytes(32), bytes(range(32))),
        sealing=(bytes(1216),),
        authorities=(b"PEM",),
    ),
    CheckpointConfig(
        checkpoint_id="gate-1",
        collections=("officers-gate-1", "list-dpo"),
        lease_days=3,
        stale_after_hours=12,
        outdated_after_hours=48,
        centre=b"public",
        results_kept_days=5,
        addresses=("https://new.example:9443", "https://centre.example:8443"),
        name="Gerbang 1",
        erased=(FIRST,),
        zone="WITA",
        software=PLAN,
    ),
    PLAN,
    RELEASE,
    MEASURED,
    SoftwareReleases(releases=(RELEASE,)),
    PackageHeader(
        package_id=FIRST,
        collection="list-dpo",
        version=42,
        base=41,
        model_id="sface",
        model_sha256=SHA256,
        dimension=128,
        created_at=AT,
    ),
    # in packages
    PHRASE,
    ShortPhrase(id="Jangan sendiri", en="Not alone"),
    Retention(dismissed_hours=6, undecided_days=14, confirmed_days=400),
    AGREEMENT,
    ListDescription(
        list_id="dpo",
        name="Daftar Pencarian Orang",
        owner="Kepolisian",
        category=Phrase(id="Buron", en="Wanted"),
        colour="#aa3300",
        priority=2,
        instruction=PHRASE,
        short=ShortPhrase(id="JANGAN SENDIRI", en="NOT ALONE"),
        target_fpir=0.001,
        officers=2,
        agreement=AGREEMENT,
        expires_at=LATER,
        published_at=AT,
        trees=50,
        recall=0.999,
    ),
    THUMBNAIL,
    ReferenceEntry(
        reference_id=THIRD, name="Contoh", instruction=PHRASE, templates=2, thumbnail=THUMBNAIL
    ),
    Visitor(
        visitor_id=FIRST,
        day=date(2026, 11, 25),
        name="Contoh",
        nik="3171014505900001",
        passport="X1234567",
        family_card="3171010101150001",
        party="Delegasi",
        template=bytes(512),
        thumbnail=THUMBNAIL,
        listed_family=True,
    ),
    Officer(
        number="1001",
        name="Sari",
        role=OfficerRole.SUPERVISOR,
        pin_verifier="$argon2id$v=19$m=1,t=1,p=1$c2FsdHNhbHQ$aGFzaA",
        suspended=True,
        pin_reset_at=AT,
        pin_changed_at=LATER,
    ),
    # results
    RAISED,
    AlertAnswered(
        alert_id=FIRST,
        at=AT,
        answer="confirmed",
        officers=("1001", "2001"),
        reason="document",
        verification_id=SECOND,
    ),
    AlertEscalated(alert_id=FIRST, at=AT, cause="colleague", officer="1001"),
    AlertFollowed(
        alert_id=FIRST,
        at=LATER,
        step="given",
        officer="1001",
        receiver="2001",
        code="handed_police",
        note="DIBAWA KE POS 2",
        picture=b"jpeg",
    ),
    PersonVerified(
        verification_id=FIRST,
        at=AT,
        lane="Lajur 1",
        officer="1001",
        method="visitor",
        visitor_id=SECOND,
        outcome="yes",
        score=0.72,
        threshold=0.43,
        live=True,
        admitted=True,
        reason="written_otherwise",
        differs=("name",),
        alert_id=SECOND,
    ),
    OfficerPinChanged(
        at=LATER,
        officer="1001",
        pin_verifier="$argon2id$v=19$m=1,t=1,p=1$c2FsdHNhbHQ$aGFzaA",
        pin_reset_at=AT,
    ),
    ResultsErased(at=AT, numbers=((41, 41), (45, 46))),
    OtherResult(type="handover", at=AT),
    ResultContent(series=FIRST, number=41, body=RAISED),
    # questions and answers
    QuestionContent(
        asked_at=AT,
        officer="1001",
        purpose="visit",
        nik="3171014505900001",
        model_id="sface",
        template=bytes(512),
        secret=bytes(32),
    ),
    CANDIDATE,
    ANSWER,
    Answered(secret=bytes(32), answer=ANSWER, padding="  "),
    # requests and replies
    EnrolRequest(
        token="a" * 26,
        signing_key=bytes(32),
        sealing_key=bytes(1216),
        lane="Lajur 1",
        kiosk_key=bytes(range(32)),
        ticket="f" * 64,
        tpm=TPM,
    ),
    TPM,
    EnrolReply(terminal_id=FIRST, checkpoint_id="gate-1", approved=True),
    RefreshRequest(metadata={"root": 1, "list-dpo": 42}, packages=(FIRST,)),
    File(path="metadata/2.root.json", data=b"{}"),
    RefreshReply(
        root_version=2,
        files=(File(path="metadata/2.root.json", data=b"{}"),),
        keys={FIRST: b"sealed"},
    ),
    KeysRequest(packages=(FIRST,)),
    KeysReply(keys={FIRST: b"sealed"}),
    SEALED,
    BATCH,
    Question(question_id=FIRST, sealed=b"sealed", signature=bytes(64)),
    SealedAnswer(question_id=FIRST, sealed=b"sealed"),
    HELD,
    FINDING,
    CHECK,
    KIOSK,
    AUDIT,
    Heartbeat(
        at=AT,
        software="gapura 0.2.0",
        waiting=3,
        refused=1,
        oldest_waiting=AT,
        disk_free=20_000_000_000,
        temperature=51.5,
        clock_skew_s=0.2,
        update_error="update-expired: old",
        kiosk_seen_at=AT,
        kiosk=KIOSK,
        centre_keys=SHA256,
        address="https://centre.example:8443",
        audit=AUDIT,
        report=REPORT,
        lane_dropped=9,
        software_failed=("0.4.0",),
        quote=QUOTE,
    ),
    REPORT,
    NETWORK,
    ReportBody(
        terminal_id=FIRST,
        series=SECOND,
        sequence=7,
        at=AT,
        number=41,
        software="gapura 0.3.0",
        networks=(NETWORK,),
        chain_rows=1204,
        chain_head=SHA256,
        chain_from=1203,
        chain_hashes=("0e" * 32, SHA256),
    ),
    # statements and refusals
    STATEMENT,
    RefusedResult(result_id=FIRST, reason="no result"),
    Receipt(
        terminal_id=FIRST,
        nonce=SECOND,
        at=AT,
        received=(THIRD,),
        refused=(RefusedResult(result_id=SECOND, reason="no result"),),
    ),
    RESEND,
    LEASE_PLACE,
    Lease(
        terminal_id=FIRST,
        nonce=SECOND,
        at=AT,
        until=LATER,
        kiosk_nonce=THIRD,
        epoch=2,
        resend=RESEND,
        audit=AUDIT,
        check=AT,
        place=LEASE_PLACE,
        attestation=ATTESTATION,
    ),
    WISH,
    QUOTE,
    ATTESTATION,
    Revoked(terminal_id=FIRST, nonce=SECOND, at=AT),
    Problem(
        problem=ProblemCode.REVOKED, text="this terminal was revoked", at=AT, statement=STATEMENT
    ),
    Announcement(sequence=7, alive_s=2.0),
    # between lanes
    LANE,
    LANE_CASE,
    LANE_STATE,
    Lanes(terminal_id=FIRST, nonce=SECOND, at=AT, digest=SHA256, epoch=2, lanes=(LANE,)),
    LaneMessage(
        kind="call",
        call_id=FIRST,
        at=AT,
        officer="1001",
        attended=True,
        cause="duress",
        seconds=120,
        alert_id=SECOND,
        priority=2,
        category=Phrase(id="Buron", en="Wanted"),
        face=b"JPEG",
        asks=THIRD,
        state=LANE_STATE,
        answer="confirmed",
        second="cannot_tell",
        why="gone",
    ),
    SignedLaneMessage(sender=FIRST, body='{"kind":"seen"}', signature=bytes(64)),
    TO_A_LANE,
    LaneMessagesRequest(messages=(TO_A_LANE,), taken=(FIRST,), lanes=SHA256),
    LaneMessagesReply(messages=(TO_A_LANE,), lanes=STATEMENT),
    LocalSaying(at=AT, message=TO_A_LANE, taken=FIRST),
    Datagram(key=bytes(32), body='{"taken":null}', signature=bytes(64)),
    # carried by hand
    TICKET,
    ACCEPTED_STEP,
    TRIAL_ALERT,
    HELD_LIST,
    AcceptanceBody(
        terminal_id=FIRST,
        checkpoint_id="gate-1",
        checkpoint="Gerbang Utama",
        lane="Lajur 2",
        made_at=AT,
        technician="9001",
        software="gapura 0.3.0",
        networks=(NETWORK,),
        steps=(ACCEPTED_STEP,),
        findings=(FINDING,),
        alert=TRIAL_ALERT,
        lists=(HELD_LIST,),
        references=1200,
        picture=(1280, 720),
        pictures_a_second=25.0,
        turned=90,
        screen_mm=(216.0, 135.0),
        chain_rows=7,
        chain_head=SHA256,
    ),
    SignedAcceptance(terminal_id=FIRST, body='{"lane":"Lajur 2"}', signature=bytes(64)),
    SIGNED_BATCH,
    RESCUED,
    SignedEnrolment(request='{"token":"…"}', signature=bytes(range(64))),
    WIPE,
    SIGNED_WIPE,
    WipeNoted(terminal_id=FIRST),
    VISIT,
    SIGNED_VISIT,
)
