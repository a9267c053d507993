#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts hookdesk on the sample as a screen reader meets it, over AT-SPI, and fails when a control
that is seen has no name. Usage, within a session bus and a display:
    walk.py HOOKDESK"""
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

# What a person operates or reads from; layout and decoration need no name.
CONTROLS = {
    Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.RADIO_BUTTON,
    Atspi.Role.COMBO_BOX, Atspi.Role.TEXT, Atspi.Role.ENTRY, Atspi.Role.SPIN_BUTTON, Atspi.Role.TABLE,
    Atspi.Role.TREE, Atspi.Role.TREE_TABLE, Atspi.Role.LIST, Atspi.Role.PAGE_TAB, Atspi.Role.MENU_ITEM,
    Atspi.Role.MENU, Atspi.Role.LINK, Atspi.Role.SLIDER, Atspi.Role.PROGRESS_BAR, Atspi.Role.COLUMN_HEADER,
}
# What has to be there, by role and name: else the walk may have seen nothing.
EXPECTED = {
    "Codehook": Atspi.Role.PAGE_TAB, "Save": Atspi.Role.PUSH_BUTTON, "Test run": None, "History": Atspi.Role.PUSH_BUTTON,
    "Hooks": Atspi.Role.LIST, "Script of customers": Atspi.Role.TEXT, "File": None, "Query": None,
    "Collections": None,
}


def walk(node, path, seen):
    try:
        role, name, states = node.get_role(), node.get_name() or "", node.get_state_set()
    except Exception:  # it went away meanwhile
        return
    seen.append((role, name, states.contains(Atspi.StateType.SHOWING), path, node.get_role_name()))
    count = node.get_child_count()
    if count > 400:  # rows of a table: their cells are what the collection holds
        count = 0
    for i in range(count):
        child = node.get_child_at_index(i)
        if child:
            walk(child, path + " / " + (name or node.get_role_name()), seen)


def find_program(pid):
    for _ in range(150):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            program = desktop.get_child_at_index(i)
            if program and program.get_process_id() == pid and program.get_child_count() > 0:
                return program
        time.sleep(0.2)
    sys.exit("hookdesk does not appear in the accessibility tree")


def main(hookdesk):
    folder = tempfile.mkdtemp()
    database = os.path.join(folder, "sample.hookdesk")
    session = hashlib.sha1(database.encode()).hexdigest()
    os.makedirs(os.path.join(folder, "config/hookdesk"))
    with open(os.path.join(folder, "config/hookdesk/hookdesk.conf"), "w") as conf:
        conf.write(f"[sessions]\n{session}=documents:customers, settings:customers\n")
    environment = dict(os.environ, XDG_CONFIG_HOME=os.path.join(folder, "config"), XDG_DATA_HOME=folder,
                       QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", QT_ACCESSIBILITY="1")
    # The tabs of a session are those of a database that was there before.
    with subprocess.Popen([hookdesk + "d", "serve", "--database", database, "--sample", "--listen", "127.0.0.1:0"],
                          stdout=subprocess.PIPE) as server:
        while b"serving" not in server.stdout.readline():
            pass
        server.send_signal(signal.SIGTERM)
    process = subprocess.Popen([hookdesk, database, "--listen", "127.0.0.1:0"], env=environment,
                               stdout=subprocess.DEVNULL)
    faults = []
    try:
        program = find_program(process.pid)
        seen = []
        missing = dict(EXPECTED)
        for _ in range(60):  # panels come when the server has answered
            seen = []
            walk(program, "", seen)
            missing = {name: role for name, role in EXPECTED.items()
                       if not any(each[1].replace("&", "").startswith(name) and role in (None, each[0]) for each in seen)}
            if not missing:
                break
            time.sleep(0.3)
        faults += [f"not found: {name}" for name in missing]
        for role, name, showing, path, role_name in seen:
            if showing and role in CONTROLS and not name.strip():
                faults.append(f"no name: {role_name} in {path}")
        print(f"{len(seen)} accessible objects, {sum(1 for each in seen if each[2] and each[0] in CONTROLS)} controls are seen")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
