"""One answer, one document: what is told of a result, in codes and numbers, for every reader."""
