"""The pages: what the API answers, as people read it, and its commands as forms. They ask the API and nothing else."""
