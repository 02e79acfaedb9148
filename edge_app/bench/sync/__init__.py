"""`gapura bench sync`: what moves between data centre and terminals, on this one machine.

The data centre is the demo's: founded, served by its own process, over TLS. Agents, mirrors, spools
and kiosks are the terminal's own; a simulated terminal is one without camera and lane.
"""
