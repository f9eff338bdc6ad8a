"""What the files of these tests are made of."""
