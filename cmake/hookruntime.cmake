# SPDX-License-Identifier: GPL-3.0-or-later
# Our JavaScript, as resources of hook hosts. A hash of it stands before compiled scripts (server/CMakeLists.txt).
set(HOOKRUNTIME_SCRIPTS answers check drafts dynamic freeze helpers members names queries runtime symbols timers tracer recording/assigned recording/instrument recording/names recording/recorder recording/tracing recording/values
    compiler/blockfunctions compiler/calls compiler/classes compiler/compiler compiler/exported compiler/expressions compiler/finally compiler/functions compiler/marks compiler/openings compiler/patterns
    compiler/places compiler/plain compiler/scopes compiler/script compiler/statements compiler/survey compiler/syntax compiler/tables compiler/text compiler/variables
    library/events library/fetch library/functions library/inspect library/intl library/services library/subtle library/tokens library/polyfill library/polyfill/annexb library/polyfill/arrays library/polyfill/backtracking library/polyfill/addresses library/polyfill/bytes library/polyfill/cloning library/polyfill/collections library/polyfill/dates library/polyfill/deletions
    library/polyfill/errors library/polyfill/expressions library/polyfill/flags library/polyfill/json library/polyfill/maps library/polyfill/numbers library/polyfill/objects library/polyfill/promises library/polyfill/proxies library/polyfill/strings
    library/polyfill/symbols library/polyfill/tools library/polyfill/unicode)
list(TRANSFORM HOOKRUNTIME_SCRIPTS REPLACE "(.+)" "${CMAKE_SOURCE_DIR}/hookruntime/\\1.js")

# The names of hooks stand in resources/hookapi.json alone. The runtime gets them as one more of its files, `hooks`, because a
# process that others are forked from has no use for the rest of that table.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/resources/hookapi.json)
file(READ ${CMAKE_SOURCE_DIR}/resources/hookapi.json api)
string(JSON count LENGTH "${api}" hooks)
math(EXPR last "${count} - 1")
set(names)
foreach(index RANGE ${last})
    string(JSON name GET "${api}" hooks ${index} name)
    list(APPEND names "'${name}'")
endforeach()
list(JOIN names ", " names)
set(HOOKRUNTIME_HOOKS ${CMAKE_BINARY_DIR}/generated/hookruntime/hooks.js)
file(CONFIGURE OUTPUT ${HOOKRUNTIME_HOOKS} CONTENT "[${names}]\n" @ONLY)
