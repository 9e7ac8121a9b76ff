"""What is kept: jobs and stories, in SQLite or PostgreSQL."""
