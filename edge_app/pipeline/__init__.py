"""From light to decision: source, tiles, tracks, best shots, template, candidates, alert."""
