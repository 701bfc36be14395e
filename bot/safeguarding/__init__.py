"""What worries us in a message and which helplines fit; knows nothing of who wrote it or who is told."""
