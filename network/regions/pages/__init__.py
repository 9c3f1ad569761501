"""What the pages about learning regions need, fetched in one place; read-only."""
