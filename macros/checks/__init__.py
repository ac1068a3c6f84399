"""What is wrong, overdue or missing in the handbook as a whole: one small function a code."""
