"""What the screens say, decided without Qt: views of lane and desk become plain view models."""
