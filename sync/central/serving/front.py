"""A configuration of HAProxy that stands before `serve`: TLS, slow clients and crowds end there.

Which address is known is learnt from answers: after one with status 200 an address has a terminal
behind it, and for an hour it may hold as many connections as a large site needs. HAProxy connects
to the server through a Unix socket, in a folder that is its root, and says in a header of the PROXY
protocol for whom; nothing of what a client says in HTTP is believed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from string import Template

from sync.central.centre import Centre
from sync.central.gateway import limits, ready
from sync.protocol.wire import REQUEST_LIMIT

MAX_CONNECTIONS = 8_000  # each takes two of the files that may be open
MAX_KNOWN_CONNECTIONS = 4_096  # from one address that has terminals
MAX_UNKNOWN_CONNECTIONS = limits.MAX_PER_ADDRESS
UNKNOWN_REQUESTS_10S = 300
UNKNOWN_CONNECTS_10S = 1_000  # a handshake costs HAProxy less than it costs us
KEEP_ALIVE_S = 60  # less than the server's, so that it never closes what is about to be used

_TEMPLATE = Template(
    """\
# Made by `gapura central front`; make it anew rather than change it.
global
    maxconn $most
    ssl-default-bind-options ssl-min-ver TLSv1.3 no-tls-tickets
    tune.http.maxhdr $fields
$becomes
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 75s
    timeout http-request ${head}s
    timeout http-keep-alive ${keep_alive}s
    timeout client-fin 5s

frontend terminals
    bind $bind ssl crt $certificate alpn http/1.1
    stick-table type ipv6 size 100k expire 1h store gpt0,conn_cur,conn_rate(10s),http_req_rate(10s)
    tcp-request connection track-sc0 src,ipmask(32,64)
    acl known sc_get_gpt0(0) gt 0
    tcp-request connection reject if { sc_conn_cur(0) gt $known }
    tcp-request connection reject if !known { sc_conn_cur(0) gt $unknown }
    tcp-request connection reject if !known { sc_conn_rate(0) gt $connects }
    http-request deny deny_status 429 if !known { sc_http_req_rate(0) gt $requests }
    http-request deny deny_status 413 if { req.hdr_val(content-length) gt $body }
    acl enrols path /v1/enrol
    http-request deny deny_status 413 if enrols { req.hdr_val(content-length) gt $enrolment }
    http-request deny deny_status 400 if enrols { req.hdr(transfer-encoding) -m found }
    http-request wait-for-body time ${enrolment_s}s if enrols
    http-response sc-set-gpt0(0) 1 if { status 200 }
    default_backend gateway

backend gateway
$backend$metrics"""
)
_ONE = Template("    server gateway unix@$socket send-proxy-v2 check inter 2s\n")
# Terminals of one network go to one gateway, as long as its keeper answers: what lanes say to each
# other waits in that keeper's memory. With the keeper a gateway's streams end, and come again.
_SEVERAL = f"""\
    balance hash src,ipmask(24,64)
    hash-type consistent
    option redispatch
    option httpchk
    http-check send meth GET uri {ready.PATH}
    http-check expect status {ready.READY}
    default-server send-proxy-v2 check inter 1s fall 1 rise 1 on-marked-down shutdown-sessions
"""
_ONE_OF_SEVERAL = Template("    server gateway$number unix@$socket\n")
_BECOMES = Template("    user $user\n    group $user\n    chroot $folder\n")
_METRICS = Template(
    """
frontend metrics
    bind $address
    http-request use-service prometheus-exporter if { path /metrics }
    http-request deny
"""
)


@dataclass(frozen=True, slots=True)
class Front:
    """Where HAProxy stands."""

    bind: str  # address and port, as HAProxy writes them
    certificate: Path  # PEM, with its key beside it in `<name>.key`
    sockets: tuple[Path, ...]  # of the server, or of several gateways with keepers of their own
    user: str = (
        ""  # whom HAProxy becomes when root starts it, in a root of its own; "": nobody else
    )
    metrics: str = ""  # address and port of HAProxy's own figures


def certificate_for(centre: Centre) -> Path:
    """Return the server's certificate, with a link beside it where HAProxy looks for its key.

    Raise OSError.
    """
    certificate = centre.server_certificate.absolute()
    link = certificate.with_name(f"{certificate.name}.key")
    if not link.is_symlink():
        link.symlink_to(centre.server_key.name)
    return certificate


def configuration(front: Front) -> str:
    """Return HAProxy's configuration."""
    becomes, places = "", [str(each) for each in front.sockets]
    if front.user:
        (folder,) = {each.parent for each in front.sockets}  # its root directory
        becomes = _BECOMES.substitute(user=front.user, folder=folder)
        places = [f"/{each.name}" for each in front.sockets]
    backend = _ONE.substitute(socket=places[0])
    if len(places) > 1:
        servers = enumerate(places, 1)
        told = (_ONE_OF_SEVERAL.substitute(number=n, socket=place) for n, place in servers)
        backend = "".join([_SEVERAL, *told])
    return _TEMPLATE.substitute(
        most=MAX_CONNECTIONS,
        fields=limits.MAX_FIELDS,
        becomes=becomes,
        head=int(limits.HEAD_S),
        keep_alive=KEEP_ALIVE_S,
        bind=front.bind,
        certificate=front.certificate,
        known=MAX_KNOWN_CONNECTIONS,
        unknown=MAX_UNKNOWN_CONNECTIONS,
        connects=UNKNOWN_CONNECTS_10S,
        requests=UNKNOWN_REQUESTS_10S,
        body=REQUEST_LIMIT,
        enrolment=limits.MAX_ENROLMENT,
        enrolment_s=int(limits.STRANGER_BODY_S),
        backend=backend,
        metrics=_METRICS.substitute(address=front.metrics) if front.metrics else "",
    )
