"""/luu-dong/: the tablet of a mobile point, and the list of what it took in and a person must look at."""
