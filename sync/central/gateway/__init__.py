"""The process that answers the network and holds no key but that of its TLS certificate."""
