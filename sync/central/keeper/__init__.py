"""The process that holds the keys and has no network: it answers gateways over a local socket."""
