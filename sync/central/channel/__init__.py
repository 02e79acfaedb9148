"""The local socket between gateway and keeper: messages, frames, refusals."""
