<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>CollectionPanel</name>
    <message numerus="yes">
        <location filename="../ui/collection/collectionpanel.cpp" line="201"/>
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../ui/collection/collectionpanel.cpp" line="258"/>
        <source>Saved. %Ln document(s) do not fit and stay as they are until they are written again:
%1</source>
        <translation>
            <numerusform>Saved. %Ln document does not fit and stays as it is until it is written again:
%1</numerusform>
            <numerusform>Saved. %Ln documents do not fit and stay as they are until they are written again:
%1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CrontabWords</name>
    <message numerus="yes">
        <location filename="../ui/jobs/crontabwords.cpp" line="100"/>
        <source>Every %n minute(s)</source>
        <translation>
            <numerusform>Every minute</numerusform>
            <numerusform>Every %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../ui/jobs/crontabwords.cpp" line="112"/>
        <source>past every %n hour(s) of the day</source>
        <translation>
            <numerusform>past every hour of the day</numerusform>
            <numerusform>past every %n hours of the day</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../ui/jobs/crontabwords.cpp" line="140"/>
        <source>every %n day(s) from the 1st of the month</source>
        <translation>
            <numerusform>every day from the 1st of the month</numerusform>
            <numerusform>every %n days from the 1st of the month</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../ui/jobs/crontabwords.cpp" line="164"/>
        <source>every %n month(s) from January</source>
        <translation>
            <numerusform>every month from January</numerusform>
            <numerusform>every %n months from January</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentsPanel</name>
    <message numerus="yes">
        <location filename="../ui/documents/documentspanel.cpp" line="208"/>
        <source>%Ln document(s), read in %1 ms</source>
        <translation>
            <numerusform>%Ln document, read in %1 ms</numerusform>
            <numerusform>%Ln documents, read in %1 ms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../ui/documents/documentspanel.cpp" line="343"/>
        <source>%Ln document(s) of %1 will be deleted. This cannot be undone.</source>
        <translation>
            <numerusform>%Ln document of %1 will be deleted. This cannot be undone.</numerusform>
            <numerusform>%Ln documents of %1 will be deleted. This cannot be undone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message numerus="yes">
        <location filename="../ui/codehook/findbar.cpp" line="182"/>
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln match</numerusform>
            <numerusform>%Ln matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../ui/codehook/findbar.cpp" line="215"/>
        <source>%Ln replaced</source>
        <translation>
            <numerusform>%Ln replaced</numerusform>
            <numerusform>%Ln replaced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message numerus="yes">
        <location filename="../ui/codehook/historydialog.cpp" line="139"/>
        <source>%n line(s) differ</source>
        <translation>
            <numerusform>%n line differs</numerusform>
            <numerusform>%n lines differ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message numerus="yes">
        <location filename="../ui/inspector/inspectorpanel.cpp" line="249"/>
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../ui/inspector/inspectorpanel.cpp" line="251"/>
        <source>, %Ln lost</source>
        <translation>
            <numerusform>, %Ln lost</numerusform>
            <numerusform>, %Ln lost</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../ui/inspector/inspectorpanel.cpp" line="254"/>
        <source>paused, %Ln waiting</source>
        <translation>
            <numerusform>paused, %Ln waiting</numerusform>
            <numerusform>paused, %Ln waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobModel</name>
    <message numerus="yes">
        <location filename="../ui/jobs/jobmodel.cpp" line="184"/>
        <source>%Ln run(s)</source>
        <translation>
            <numerusform>%Ln run</numerusform>
            <numerusform>%Ln runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScriptPanel</name>
    <message numerus="yes">
        <location filename="../ui/codehook/scriptpanel.cpp" line="497"/>
        <source>%Ln problem(s); F8 goes to the next</source>
        <translation>
            <numerusform>%Ln problem; F8 goes to it</numerusform>
            <numerusform>%Ln problems; F8 goes to the next</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message numerus="yes">
        <location filename="../ui/codehook/searchpanel.cpp" line="126"/>
        <source>Nothing found in %Ln script(s)</source>
        <translation>
            <numerusform>Nothing found in %Ln script</numerusform>
            <numerusform>Nothing found in %Ln scripts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../ui/codehook/searchpanel.cpp" line="128"/>
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln line</numerusform>
            <numerusform>%Ln lines</numerusform>
        </translation>
    </message>
</context>
</TS>
