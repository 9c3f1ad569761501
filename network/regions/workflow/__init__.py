"""Everything that changes in a learning region: a module for each part of it."""
