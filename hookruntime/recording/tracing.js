// SPDX-License-Identifier: GPL-3.0-or-later
// What a test run tells beside its answer: its lines (tracer.js), or each of its steps (recorder.js). Other runs have none of it.
// `part` gives what another file of hookruntime gives.
(function (part, acorn, compiler, tools, post) {
  var TRACE = 21, RECORDED = 24;
  var values = part('recording/values')(tools);
  var tracer = part('tracer')(acorn, compiler, values, tools), assigned = part('recording/assigned')(compiler);
  var instrument = part('recording/instrument')(acorn, compiler, assigned, part('recording/names')(compiler, assigned));
  var Recorder = part('recording/recorder')(values);

  function tell(run) {
    if (run.recorder)
      post(TRACE, JSON.stringify(run.recorder.lines()));
    if (run.recording)
      run.recording.flush();
  }
  /// `kind`: 't' for a run that tells its lines, 'r' for one that is recorded.
  function begin(run, kind) {
    if (kind === 't' || kind === 'r')
      tools.watchProxies();
    if (kind === 't')
      run.recorder = new tracer.Recorder(function () { tell(run); });
    if (kind === 'r') {
      run.recording = new Recorder(function (text) { post(RECORDED, text); });
      run.recording.turn(0, 0);
    }
  }
  /// What the script of `file` finds in its environment.
  function membersOf(run, file) {
    if (run.recording)
      return { recorder: function (tables, told) { return run.recording.file(file, tables, told); } };
    return run.recorder ? { traceLine: run.recorder.line, traceValue: run.recorder.value } : null;
  }

  return { tracer: tracer, instrument: instrument, begin: begin, tell: tell, membersOf: membersOf };
})
