"""`gapura bench siege`: what strangers, and one terminal in wrong hands, can do to a data centre.

On this one machine, over loopback, bounded in time and memory. The data centre is the demo's, the
terminals' connections are the agent's own. Each attack comes from a process of its own.
"""
