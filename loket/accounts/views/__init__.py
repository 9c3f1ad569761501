"""The pages of *mijn loket*, of somebody's own account, and of giving roles."""
