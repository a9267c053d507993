<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>CollectionPanel</name>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentsPanel</name>
    <message numerus="yes">
        <source>%Ln document(s), read in %1 ms</source>
        <translation>
            <numerusform>%Ln document, read in %1 ms</numerusform>
            <numerusform>%Ln documents, read in %1 ms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) of %1 will be deleted. This cannot be undone.</source>
        <translation>
            <numerusform>%Ln document of %1 will be deleted. This cannot be undone.</numerusform>
            <numerusform>%Ln documents of %1 will be deleted. This cannot be undone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln lost</source>
        <translation>
            <numerusform>, %Ln lost</numerusform>
            <numerusform>, %Ln lost</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>paused, %Ln waiting</source>
        <translation>
            <numerusform>paused, %Ln waiting</numerusform>
            <numerusform>paused, %Ln waiting</numerusform>
        </translation>
    </message>
</context>
</TS>
