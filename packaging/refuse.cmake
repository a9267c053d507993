# SPDX-License-Identifier: GPL-3.0-or-later
message(FATAL_ERROR "This build has no service (HOOKDESK_SERVICE is off): packaging/build makes the packages.")
