"""A rehearsed afternoon: a real server, real HTTP clients, kills, a cut network."""
