# SPDX-License-Identifier: GPL-3.0-or-later
set(CPACK_PACKAGE_NAME hookdesk)
set(CPACK_PACKAGE_VENDOR "The makers of Hookdesk")
set(CPACK_PACKAGE_CONTACT ${HOOKDESK_CONTACT})
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_COMPONENTS_ALL server desktop)
if(TARGET hookdesk-postgres)
    list(APPEND CPACK_COMPONENTS_ALL postgres)
endif()
set(CPACK_STRIP_FILES ON)
set(CPACK_THREADS 0)
set(CPACK_VERBATIM_VARIABLES ON)

# ---- Debian: three packages
# Without the service the server's package would name files that it lacks.
if(NOT HOOKDESK_SERVICE)
    set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_SOURCE_DIR}/refuse.cmake)
endif()
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS OFF)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
if(HOOKDESK_HOMEPAGE)
    set(CPACK_DEBIAN_PACKAGE_HOMEPAGE ${HOOKDESK_HOMEPAGE})
endif()

set(CPACK_DEBIAN_SERVER_PACKAGE_NAME hookdesk-server)
set(CPACK_DEBIAN_SERVER_PACKAGE_SECTION database)
set(CPACK_DEBIAN_SERVER_PACKAGE_DEPENDS "libqt6sql6-sqlite, adduser")
set(CPACK_DEBIAN_SERVER_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_COMPONENT_SERVER_DESCRIPTION "JSON database server with REST API and JavaScript hooks
hookdeskd serves a JSON database, which is one SQLite file, as a REST API
with MongoDB's queries. JavaScript functions, the codehooks, run before and
after each request or on a schedule, each in a process that has no files and
no network.

This package has the server, the administrator's commands and a service that
is not started until you ask for it. It needs no display.")
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_EXTRA
    ${CMAKE_CURRENT_SOURCE_DIR}/linux/debian/postinst
    ${CMAKE_CURRENT_SOURCE_DIR}/linux/debian/prerm
    ${CMAKE_CURRENT_SOURCE_DIR}/linux/debian/postrm
    ${CMAKE_CURRENT_SOURCE_DIR}/linux/debian/conffiles)

set(CPACK_DEBIAN_DESKTOP_PACKAGE_NAME hookdesk)
set(CPACK_DEBIAN_DESKTOP_PACKAGE_SECTION database)
set(CPACK_DEBIAN_DESKTOP_PACKAGE_DEPENDS "hookdesk-server (>= 0.1.0)")
set(CPACK_DEBIAN_DESKTOP_PACKAGE_RECOMMENDS "fonts-inter, fonts-jetbrains-mono, qt6-translations-l10n, qt6-wayland")
set(CPACK_COMPONENT_DESKTOP_DESCRIPTION "desktop application for JSON databases with REST API and hooks
Hookdesk opens a JSON database, serves it as a REST API and shows it in a
window: documents in a table, collections with an editor for the JavaScript
functions that shape the API, test runs on live data, jobs, keys, and an
inspector of every request and log line.")

set(CPACK_DEBIAN_POSTGRES_PACKAGE_NAME hookdesk-postgres)
set(CPACK_DEBIAN_POSTGRES_PACKAGE_SECTION database)
set(CPACK_DEBIAN_POSTGRES_PACKAGE_DEPENDS "hookdesk-server (= ${PROJECT_VERSION})")
set(CPACK_COMPONENT_POSTGRES_DESCRIPTION "databases of Hookdesk in PostgreSQL
With this module hookdeskd keeps a JSON database in a schema of a PostgreSQL
server instead of in a SQLite file. It brings libpq, which speaks with
PostgreSQL.")

# ---- Windows and macOS: settings alone. Nobody has tried them: the cage of the hook hosts
# (server/hookhost/cage.cpp, zygote.cpp) is Linux's, and has to be written for those systems first.
set(CPACK_NSIS_DISPLAY_NAME Hookdesk)
set(CPACK_NSIS_PACKAGE_NAME Hookdesk)
set(CPACK_NSIS_INSTALLED_ICON_NAME bin/hookdesk.exe)
set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON)
set(CPACK_NSIS_MODIFY_PATH OFF)
set(CPACK_PACKAGE_EXECUTABLES hookdesk Hookdesk)
set(CPACK_DMG_VOLUME_NAME Hookdesk)
set(CPACK_DMG_FORMAT UDZO)
if(WIN32)
    set(CPACK_GENERATOR NSIS)
elseif(APPLE)
    set(CPACK_GENERATOR DragNDrop)
else()
    set(CPACK_GENERATOR DEB)
endif()
include(CPack)
