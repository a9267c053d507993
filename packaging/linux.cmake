# SPDX-License-Identifier: GPL-3.0-or-later
# Icons, manuals and the like, as the freedesktop.org specifications and the FHS place them.
set(APPLICATION org.hookdesk.Hookdesk)
string(TIMESTAMP HOOKDESK_RELEASE_DATE %Y-%m-%d UTC)
string(TIMESTAMP HOOKDESK_CHANGELOG_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)

set(ICON ${CMAKE_SOURCE_DIR}/resources/hookdesk.svg)
set(ICON_FOLDER ${CMAKE_CURRENT_BINARY_DIR}/icons)
file(MAKE_DIRECTORY ${ICON_FOLDER})
foreach(size 16 22 24 32 48 64 128 256 512)
    list(APPEND icon_arguments ${size} ${ICON_FOLDER}/${size}.png)
    list(APPEND icon_files ${ICON_FOLDER}/${size}.png)
    install(FILES ${ICON_FOLDER}/${size}.png DESTINATION share/icons/hicolor/${size}x${size}/apps
        RENAME ${APPLICATION}.png COMPONENT desktop)
endforeach()
add_executable(rendericon rendericon.cpp)
target_link_libraries(rendericon PRIVATE hookdesk-options Qt6::Gui Qt6::Svg)
add_custom_command(OUTPUT ${icon_files} COMMAND rendericon ${ICON} ${icon_arguments} DEPENDS rendericon ${ICON} VERBATIM)
add_custom_target(icons ALL DEPENDS ${icon_files})
install(FILES ${ICON} DESTINATION share/icons/hicolor/scalable/apps RENAME ${APPLICATION}.svg COMPONENT desktop)

configure_file(linux/${APPLICATION}.metainfo.xml.in ${APPLICATION}.metainfo.xml @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${APPLICATION}.metainfo.xml DESTINATION share/metainfo COMPONENT desktop)
install(FILES linux/${APPLICATION}.desktop DESTINATION share/applications COMPONENT desktop)
install(FILES linux/hookdesk.xml DESTINATION share/mime/packages COMPONENT desktop)
# One file serves both programs; bash looks for it by the name of the command.
install(FILES linux/hookdeskd.bash DESTINATION share/bash-completion/completions RENAME hookdeskd COMPONENT server)
install(FILES linux/hookdeskd.bash DESTINATION share/bash-completion/completions RENAME hookdesk COMPONENT desktop)

# Debian wants its manuals and changelogs compressed, with no time in them.
find_program(GZIP gzip REQUIRED)
function(install_compressed source name destination component)
    set(result ${CMAKE_CURRENT_BINARY_DIR}/${component}/${name}.gz)
    file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${component})
    add_custom_command(OUTPUT ${result} COMMAND ${GZIP} -9nc ${source} > ${result} DEPENDS ${source} VERBATIM)
    add_custom_target(compressed-${component}-${name} ALL DEPENDS ${result})
    install(FILES ${result} DESTINATION ${destination} COMPONENT ${component})
endfunction()
configure_file(linux/debian/changelog.in changelog @ONLY)
install_compressed(${CMAKE_CURRENT_SOURCE_DIR}/linux/hookdesk.1 hookdesk.1 ${CMAKE_INSTALL_MANDIR}/man1 desktop)
install_compressed(${CMAKE_CURRENT_SOURCE_DIR}/linux/hookdeskd.8 hookdeskd.8 ${CMAKE_INSTALL_MANDIR}/man8 server)
foreach(component server desktop)
    string(TOUPPER ${component} upper)
    install_compressed(${CMAKE_CURRENT_BINARY_DIR}/changelog changelog ${DOC_${upper}} ${component})
    install(FILES linux/debian/copyright DESTINATION ${DOC_${upper}} COMPONENT ${component})
endforeach()
install_compressed(${CMAKE_SOURCE_DIR}/CHANGELOG.md CHANGELOG.md ${DOC_SERVER} server)

# A service belongs to the machine: only packages install it (packaging/build asks for it).
option(HOOKDESK_SERVICE "Install the systemd service" OFF)
if(HOOKDESK_SERVICE)
    install(FILES linux/hookdeskd.service DESTINATION /usr/lib/systemd/system COMPONENT server)
    install(FILES linux/hookdeskd.default DESTINATION /etc/default RENAME hookdeskd COMPONENT server)
endif()
