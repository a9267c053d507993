// No hooks: the collection that is only read and written.
