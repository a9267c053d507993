# SPDX-License-Identifier: GPL-3.0-or-later
# Our JavaScript, as resources of hook hosts. A hash of it stands before compiled scripts (server/CMakeLists.txt).
set(HOOKRUNTIME_SCRIPTS check freeze helpers queries runtime timers tracer
    compiler/calls compiler/classes compiler/compiler compiler/expressions compiler/finally compiler/functions compiler/patterns
    compiler/plain compiler/scopes compiler/script compiler/statements compiler/survey compiler/syntax compiler/text compiler/variables
    library/functions library/polyfill library/polyfill/arrays library/polyfill/cloning library/polyfill/collections
    library/polyfill/errors library/polyfill/expressions library/polyfill/objects library/polyfill/promises library/polyfill/strings
    library/polyfill/symbols library/polyfill/tools)
list(TRANSFORM HOOKRUNTIME_SCRIPTS REPLACE "(.+)" "${CMAKE_SOURCE_DIR}/hookruntime/\\1.js")
