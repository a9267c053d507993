function beforePOST(req, res) {
  while (true) { }
}
