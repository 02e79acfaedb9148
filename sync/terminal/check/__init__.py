"""What is wrong with a terminal: independent probes, each bounded in time, and their findings.

`sync/protocol/findings.py` has the table of all that can be found; a probe stands in the module of
its layer.
"""
