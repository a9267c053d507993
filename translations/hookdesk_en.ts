<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>BodyView</name>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln match</numerusform>
            <numerusform>%Ln matches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkEditDialog</name>
    <message numerus="yes">
        <source>Edit %Ln document(s)</source>
        <translation>
            <numerusform>Edit %Ln document</numerusform>
            <numerusform>Edit %Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CollectionPanel</name>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
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
    <name>ComparePanel</name>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n difference</numerusform>
            <numerusform>%n differences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n chosen</numerusform>
            <numerusform>%n chosen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) were deployed to %1.</source>
        <translation>
            <numerusform>%n change was deployed to %1.</numerusform>
            <numerusform>%n changes were deployed to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CrontabWords</name>
    <message numerus="yes">
        <source>Every %n minute(s)</source>
        <translation>
            <numerusform>Every minute</numerusform>
            <numerusform>Every %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>past every %n hour(s) of the day</source>
        <translation>
            <numerusform>past every hour of the day</numerusform>
            <numerusform>past every %n hours of the day</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n day(s) from the 1st of the month</source>
        <translation>
            <numerusform>every day from the 1st of the month</numerusform>
            <numerusform>every %n days from the 1st of the month</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n month(s) from January</source>
        <translation>
            <numerusform>every month from January</numerusform>
            <numerusform>every %n months from January</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeployTask</name>
    <message numerus="yes">
        <source>%n document(s) do not fit the fields</source>
        <translation>
            <numerusform>%n document does not fit the fields</numerusform>
            <numerusform>%n documents do not fit the fields</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s) of the compiler</source>
        <translation>
            <numerusform>%n warning of the compiler</numerusform>
            <numerusform>%n warnings of the compiler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deploy %n change(s) to %1?</source>
        <translation>
            <numerusform>Deploy %n change to %1?</numerusform>
            <numerusform>Deploy %n changes to %1?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentActions</name>
    <message numerus="yes">
        <source>At most %Ln document(s) at once; select fewer.</source>
        <translation>
            <numerusform>At most %Ln document at once; select fewer.</numerusform>
            <numerusform>At most %Ln documents at once; select fewer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln document(s)?</source>
        <translation>
            <numerusform>Delete %Ln document?</numerusform>
            <numerusform>Delete %Ln documents?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) of %1 will be deleted. Ctrl+Z brings them back while this tab is open.</source>
        <translation>
            <numerusform>%Ln document of %1 will be deleted. Ctrl+Z brings it back while this tab is open.</numerusform>
            <numerusform>%Ln documents of %1 will be deleted. Ctrl+Z brings them back while this tab is open.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentChange</name>
    <message numerus="yes">
        <source>Add %Ln document(s)</source>
        <translation>
            <numerusform>Add %Ln document</numerusform>
            <numerusform>Add %Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln document(s)</source>
        <translation>
            <numerusform>Delete %Ln document</numerusform>
            <numerusform>Delete %Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Edit %Ln document(s)</source>
        <translation>
            <numerusform>Edit %Ln document</numerusform>
            <numerusform>Edit %Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentOperations</name>
    <message numerus="yes">
        <source>%1: %Ln document(s)</source>
        <translation>
            <numerusform>%1: %Ln document</numerusform>
            <numerusform>%1: %Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) were changed before that.</source>
        <translation>
            <numerusform>%Ln document was changed before that.</numerusform>
            <numerusform>%Ln documents were changed before that.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) were changed.</source>
        <translation>
            <numerusform>%Ln document was changed.</numerusform>
            <numerusform>%Ln documents were changed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln document(s)</source>
        <translation>
            <numerusform>Import %Ln document</numerusform>
            <numerusform>Import %Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentsPanel</name>
    <message numerus="yes">
        <source>%Ln document(s) in %1</source>
        <translation>
            <numerusform>%Ln document in %1</numerusform>
            <numerusform>%Ln documents in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FieldRenaming</name>
    <message numerus="yes">
        <source>%Ln document(s) still have the field %1, which is called %2 now.</source>
        <translation>
            <numerusform>%Ln document still has the field %1, which is called %2 now.</numerusform>
            <numerusform>%Ln documents still have the field %1, which is called %2 now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) changed</source>
        <translation>
            <numerusform>%Ln document changed</numerusform>
            <numerusform>%Ln documents changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be changed: %1</source>
        <translation>
            <numerusform>%Ln could not be changed: %1</numerusform>
            <numerusform>%Ln could not be changed: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The field was renamed to %1 in %Ln document(s).</source>
        <translation>
            <numerusform>The field was renamed to %1 in %Ln document.</numerusform>
            <numerusform>The field was renamed to %1 in %Ln documents.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) have both fields and were not changed.</source>
        <translation>
            <numerusform>%Ln document has both fields and was not changed.</numerusform>
            <numerusform>%Ln documents have both fields and were not changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln match</numerusform>
            <numerusform>%Ln matches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
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
        <source>%n line(s) changed</source>
        <translation>
            <numerusform>%n line changed</numerusform>
            <numerusform>%n lines changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>%Ln document(s) imported</source>
        <translation>
            <numerusform>%Ln document imported</numerusform>
            <numerusform>%Ln documents imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused</source>
        <translation>
            <numerusform>%Ln refused</numerusform>
            <numerusform>%Ln refused</numerusform>
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
<context>
    <name>JobModel</name>
    <message numerus="yes">
        <source>%Ln run(s)</source>
        <translation>
            <numerusform>%Ln run</numerusform>
            <numerusform>%Ln runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message numerus="yes">
        <source>%Ln error(s)</source>
        <translation>
            <numerusform>%Ln error</numerusform>
            <numerusform>%Ln errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln warning(s)</source>
        <translation>
            <numerusform>%Ln warning</numerusform>
            <numerusform>%Ln warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln saved script(s)</source>
        <translation>
            <numerusform>%Ln saved script</numerusform>
            <numerusform>%Ln saved scripts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestDetails</name>
    <message numerus="yes">
        <source>[%Ln byte(s), not stored]</source>
        <translation>
            <numerusform>[%Ln byte, not stored]</numerusform>
            <numerusform>[%Ln bytes, not stored]</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>[truncated; %Ln byte(s) in total]</source>
        <translation>
            <numerusform>[truncated; %Ln byte in total]</numerusform>
            <numerusform>[truncated; %Ln bytes in total]</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestFileActions</name>
    <message numerus="yes">
        <source>The file and its %Ln request(s) are deleted from the disk.</source>
        <translation>
            <numerusform>The file and its %Ln request are deleted from the disk.</numerusform>
            <numerusform>The file and its %Ln requests are deleted from the disk.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) are kept in http-client.private.env.json.</source>
        <translation>
            <numerusform>%Ln key is kept in http-client.private.env.json.</numerusform>
            <numerusform>%Ln keys are kept in http-client.private.env.json.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestQueue</name>
    <message numerus="yes">
        <source>%Ln document(s) were rejected. %1</source>
        <translation>
            <numerusform>%Ln document was rejected. %1</numerusform>
            <numerusform>%Ln documents were rejected. %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestTree</name>
    <message numerus="yes">
        <source>%Ln failed</source>
        <comment>checks</comment>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestsPanel</name>
    <message numerus="yes">
        <source>%Ln request(s) were imported.</source>
        <translation>
            <numerusform>%Ln request was imported.</numerusform>
            <numerusform>%Ln requests were imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more note(s).</source>
        <translation>
            <numerusform>%Ln more note.</numerusform>
            <numerusform>%Ln more notes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) are sent, and some of them can change data.</source>
        <translation>
            <numerusform>%Ln request is sent, and it can change data.</numerusform>
            <numerusform>%Ln requests are sent, and some of them can change data.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln request(s) passed.</source>
        <translation>
            <numerusform>%Ln request passed.</numerusform>
            <numerusform>All %Ln requests passed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln request(s) failed.</source>
        <translation>
            <numerusform>%1 of %Ln request failed.</numerusform>
            <numerusform>%1 of %Ln requests failed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancelled: %1 of %Ln request(s) were sent, and %2 of them failed.</source>
        <translation>
            <numerusform>Cancelled: %1 of %Ln request was sent, and %2 of them failed.</numerusform>
            <numerusform>Cancelled: %1 of %Ln requests were sent, and %2 of them failed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScriptNavigation</name>
    <message numerus="yes">
        <source>%1 is in %Ln place(s)</source>
        <translation>
            <numerusform>%1 is in %Ln place</numerusform>
            <numerusform>%1 is in %Ln places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>New name, in %Ln place(s)</source>
        <translation>
            <numerusform>New name, in %Ln place</numerusform>
            <numerusform>New name, in %Ln places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScriptPanel</name>
    <message numerus="yes">
        <source>%Ln test case(s) fail:</source>
        <translation>
            <numerusform>%Ln test case fails:</numerusform>
            <numerusform>%Ln test cases fail:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScriptProblems</name>
    <message numerus="yes">
        <source>%Ln problem(s); press F8 for the next</source>
        <translation>
            <numerusform>%Ln problem; press F8 for the next</numerusform>
            <numerusform>%Ln problems; press F8 for the next</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln line</numerusform>
            <numerusform>%Ln lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No matches in %Ln script(s)</source>
        <translation>
            <numerusform>No matches in %Ln script</numerusform>
            <numerusform>No matches in %Ln scripts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace in %Ln script(s)</source>
        <translation>
            <numerusform>Replace in %Ln script</numerusform>
            <numerusform>Replace in %Ln scripts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace in %Ln script(s)?</source>
        <translation>
            <numerusform>Replace in %Ln script?</numerusform>
            <numerusform>Replace in %Ln scripts?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restored in %Ln script(s).</source>
        <translation>
            <numerusform>Restored in %Ln script.</numerusform>
            <numerusform>Restored in %Ln scripts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replaced in %Ln script(s).</source>
        <translation>
            <numerusform>Replaced in %Ln script.</numerusform>
            <numerusform>Replaced in %Ln scripts.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TestCasesPage</name>
    <message numerus="yes">
        <source>%Ln test case(s), not run yet</source>
        <translation>
            <numerusform>%Ln test case, not run yet</numerusform>
            <numerusform>%Ln test cases, not run yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln test case(s) passed</source>
        <translation>
            <numerusform>%1 of %Ln test case passed</numerusform>
            <numerusform>%1 of %Ln test cases passed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrafficChart</name>
    <message numerus="yes">
        <source>%1: %Ln request(s)</source>
        <translation>
            <numerusform>%1: %Ln request</numerusform>
            <numerusform>%1: %Ln requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ViewSwitch</name>
    <message numerus="yes">
        <source>%Ln document(s) as the API gives them to %1, read only.</source>
        <translation>
            <numerusform>%Ln document as the API gives it to %1, read only.</numerusform>
            <numerusform>%Ln documents as the API gives them to %1, read only.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more are hidden by codehooks or access rules.</source>
        <translation>
            <numerusform>%Ln more is hidden by codehooks or access rules.</numerusform>
            <numerusform>%Ln more are hidden by codehooks or access rules.</numerusform>
        </translation>
    </message>
</context>
</TS>
