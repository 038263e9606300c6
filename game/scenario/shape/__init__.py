"""The shape of a file, plain data to models; what is wrong with it told in our words, the rest checked all the same."""
