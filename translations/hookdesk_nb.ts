<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nb" sourcelanguage="en_US">
<context>
    <name>AccessPage</name>
    <message>
        <source>Remove</source>
        <translation>Fjern</translation>
    </message>
    <message>
        <source>Private data: users see and change only what they created</source>
        <translation>Private data: brukere ser og endrer bare det de har laget</translation>
    </message>
    <message>
        <source>Save access</source>
        <translation>Lagre tilgang</translation>
    </message>
    <message>
        <source>Full-access keys may do everything here, web keys what their path and methods say (Server &gt; API keys). Users who sign in with a token may do what their roles are given; the role * is every user.</source>
        <translation>Nøkler med full tilgang kan alt her, nettnøkler det som stien og metodene deres sier (Server &gt; API-nøkler). Brukere som logger inn med et token, kan det rollene deres gir; rollen * er alle brukere.</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>A role, such as editor</source>
        <translation>En rolle, for eksempel redaktør</translation>
    </message>
    <message>
        <source>Add role</source>
        <translation>Legg til rolle</translation>
    </message>
    <message>
        <source>Keys that reach it:</source>
        <translation>Nøkler som når den:</translation>
    </message>
    <message>
        <source>all methods</source>
        <translation>alle metoder</translation>
    </message>
    <message>
        <source>Roles and their permissions</source>
        <translation>Roller og hva de kan</translation>
    </message>
    <message>
        <source>New role</source>
        <translation>Ny rolle</translation>
    </message>
    <message>
        <source>all collections</source>
        <translation>alt</translation>
    </message>
    <message>
        <source>The role admin sees all documents</source>
        <translation>Rollen admin ser alle dokumenter</translation>
    </message>
    <message>
        <source>No role has access yet.</source>
        <translation>Ingen rolle har tilgang ennå.</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;New database…</source>
        <translation>&amp;Ny database…</translation>
    </message>
    <message>
        <source>&amp;Open database…</source>
        <translation>Å&amp;pne database…</translation>
    </message>
    <message>
        <source>Open the &amp;sample</source>
        <translation>Åpne &amp;eksempelet</translation>
    </message>
    <message>
        <source>&amp;Connect to a server…</source>
        <translation>&amp;Koble til en server…</translation>
    </message>
    <message>
        <source>Open r&amp;ecent</source>
        <translation>Åpne n&amp;ylig</translation>
    </message>
    <message>
        <source>Na&amp;me and color…</source>
        <translation>Na&amp;vn og farge…</translation>
    </message>
    <message>
        <source>Close &amp;database</source>
        <translation>Lukk &amp;databasen</translation>
    </message>
    <message>
        <source>&amp;Back up…</source>
        <translation>&amp;Sikkerhetskopier…</translation>
    </message>
    <message>
        <source>&amp;Restore a backup…</source>
        <translation>&amp;Gjenopprett en sikkerhetskopi…</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>&amp;Lagre</translation>
    </message>
    <message>
        <source>C&amp;lose tab</source>
        <translation>Lukk f&amp;ane</translation>
    </message>
    <message>
        <source>Reopen closed &amp;tab</source>
        <translation>Åpne lukket &amp;fane igjen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Avs&amp;lutt</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Angre</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Gjør om</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>Kli&amp;pp ut</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopier</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Lim inn</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Merk alt</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Finn</translation>
    </message>
    <message>
        <source>Find and replac&amp;e</source>
        <translation>Finn og &amp;erstatt</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>Finn &amp;neste</translation>
    </message>
    <message>
        <source>Find pre&amp;vious</source>
        <translation>Finn forrige</translation>
    </message>
    <message>
        <source>T&amp;oggle comment</source>
        <translation>K&amp;ommenter ut eller inn</translation>
    </message>
    <message>
        <source>Add next occurrence to selection</source>
        <translation>Velg også neste forekomst</translation>
    </message>
    <message>
        <source>Move line up</source>
        <translation>Flytt linjen opp</translation>
    </message>
    <message>
        <source>Move line &amp;down</source>
        <translation>Flytt linjen ned</translation>
    </message>
    <message>
        <source>Copy &amp;line</source>
        <translation>Kopier linjen</translation>
    </message>
    <message>
        <source>Rena&amp;me variable</source>
        <translation>Gi variabelen nytt navn</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Inns&amp;tillinger for programmet…</translation>
    </message>
    <message>
        <source>&amp;Go to…</source>
        <translation>&amp;Gå til…</translation>
    </message>
    <message>
        <source>&amp;Search in all scripts</source>
        <translation>&amp;Søk i alle skript</translation>
    </message>
    <message>
        <source>&amp;Problems in all scripts</source>
        <translation>&amp;Problemer i alle skript</translation>
    </message>
    <message>
        <source>Go to &amp;line</source>
        <translation>Gå til &amp;linje</translation>
    </message>
    <message>
        <source>Go to s&amp;ymbol</source>
        <translation>Gå til s&amp;ymbol</translation>
    </message>
    <message>
        <source>Go to &amp;definition (Ctrl+click)</source>
        <translation>Gå til definisjonen (Ctrl+klikk)</translation>
    </message>
    <message>
        <source>Find all &amp;references</source>
        <translation>Finn alle forekomster</translation>
    </message>
    <message>
        <source>Go &amp;back</source>
        <translation>Gå tilbake</translation>
    </message>
    <message>
        <source>Next pr&amp;oblem</source>
        <translation>Neste problem</translation>
    </message>
    <message>
        <source>Pre&amp;vious problem</source>
        <translation>Forrige problem</translation>
    </message>
    <message>
        <source>Next &amp;change</source>
        <translation>Neste endring</translation>
    </message>
    <message>
        <source>Previous c&amp;hange</source>
        <translation>Forrige endring</translation>
    </message>
    <message>
        <source>Next &amp;tab</source>
        <translation>Neste f&amp;ane</translation>
    </message>
    <message>
        <source>Previous t&amp;ab</source>
        <translation>Forrige fan&amp;e</translation>
    </message>
    <message>
        <source>Next pan&amp;e</source>
        <translation>Neste om&amp;råde</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Forrige område</translation>
    </message>
    <message>
        <source>Ne&amp;xt database</source>
        <translation>&amp;Neste database</translation>
    </message>
    <message>
        <source>Prev&amp;ious database</source>
        <translation>&amp;Forrige database</translation>
    </message>
    <message>
        <source>&amp;Jobs</source>
        <translation>&amp;Jobber</translation>
    </message>
    <message>
        <source>Job runs (System_&amp;log)</source>
        <translation>Kjøringer av jobber (System_&amp;log)</translation>
    </message>
    <message>
        <source>REST &amp;inspector</source>
        <translation>REST-&amp;inspektør</translation>
    </message>
    <message>
        <source>Undock inspector (&amp;window)</source>
        <translation>Inspektøren i eget &amp;vindu</translation>
    </message>
    <message>
        <source>&amp;Filter the inspector</source>
        <translation>&amp;Filtrer inspektøren</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>&amp;Oppdater</translation>
    </message>
    <message>
        <source>Toggle &amp;theme</source>
        <translation>Lys eller &amp;mørk</translation>
    </message>
    <message>
        <source>&amp;Zoom in</source>
        <translation>S&amp;tørre tekst</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Mi&amp;ndre tekst</translation>
    </message>
    <message>
        <source>Reset zoo&amp;m</source>
        <translation>Vanli&amp;g tekst</translation>
    </message>
    <message>
        <source>Add &amp;collection…</source>
        <translation>Ny &amp;samling…</translation>
    </message>
    <message>
        <source>&amp;Add document</source>
        <translation>Legg til &amp;dokument</translation>
    </message>
    <message>
        <source>&amp;Edit selected documents…</source>
        <translation>Endre de valgte dokumentene…</translation>
    </message>
    <message>
        <source>&amp;Delete selected documents</source>
        <translation>Slett de valgte dokumentene</translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation>Kopier som JSON</translation>
    </message>
    <message>
        <source>Copy the &amp;query as cURL</source>
        <translation>Kopier spørringen som cURL</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>E&amp;xport results…</source>
        <translation>E&amp;ksporter treffene…</translation>
    </message>
    <message>
        <source>&amp;Test run</source>
        <translation>Prøvek&amp;jøring</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>&amp;Historikk</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Formater</translation>
    </message>
    <message>
        <source>Insert &amp;snippet</source>
        <translation>Sett inn kodebit</translation>
    </message>
    <message>
        <source>&amp;Completions</source>
        <translation>For&amp;slag</translation>
    </message>
    <message>
        <source>Show &amp;parameters</source>
        <translation>Vis &amp;parametere</translation>
    </message>
    <message>
        <source>&amp;Explain the name at the caret</source>
        <translation>Forklar navnet ved skrivemerket</translation>
    </message>
    <message>
        <source>St&amp;art</source>
        <translation>St&amp;art</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>Sto&amp;pp</translation>
    </message>
    <message>
        <source>API &amp;keys</source>
        <translation>API-n&amp;økler</translation>
    </message>
    <message>
        <source>&amp;Users and roles</source>
        <translation>&amp;Brukere og roller</translation>
    </message>
    <message>
        <source>&amp;Settings of the database</source>
        <translation>&amp;Innstillinger for databasen</translation>
    </message>
    <message>
        <source>&amp;Documentation</source>
        <translation>&amp;Dokumentasjon</translation>
    </message>
    <message>
        <source>&amp;Hook reference</source>
        <translation>&amp;Hooker og funksjonene deres</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>Hurtig&amp;taster</translation>
    </message>
    <message>
        <source>&amp;About Hookdesk</source>
        <translation>&amp;Om Hookdesk</translation>
    </message>
    <message>
        <source>Run now</source>
        <translation>Kjør nå</translation>
    </message>
    <message>
        <source>Enable or disable</source>
        <translation>Slå av eller på</translation>
    </message>
    <message>
        <source>Delete job</source>
        <translation>Slett jobben</translation>
    </message>
    <message>
        <source>Open in test run</source>
        <translation>Åpne i prøvekjøring</translation>
    </message>
    <message>
        <source>Send again…</source>
        <translation>Send på nytt…</translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation>Kopier som cURL</translation>
    </message>
    <message>
        <source>D&amp;uplicate document</source>
        <translation>D&amp;upliser dokumentet</translation>
    </message>
    <message>
        <source>&amp;Filter by this value</source>
        <translation>&amp;Filtrer på denne verdien</translation>
    </message>
    <message>
        <source>Exclude this &amp;value</source>
        <translation>Utelat denne &amp;verdien</translation>
    </message>
    <message>
        <source>Open the &amp;related document</source>
        <translation>Åpne det Åpne det tilknyttede &amp;dokumentetamp;tilknyttede dokumentet</translation>
    </message>
    <message>
        <source>&amp;Compare and deploy</source>
        <translation>Sammen&amp;lign og rull ut</translation>
    </message>
    <message>
        <source>Re&amp;quests</source>
        <translation>&amp;Forespørsler</translation>
    </message>
    <message>
        <source>&amp;Open the query in requests</source>
        <translation>&amp;Åpne spørringen i forespørsler</translation>
    </message>
    <message>
        <source>Send the request</source>
        <translation>Send forespørselen</translation>
    </message>
    <message>
        <source>Run the folder of requests</source>
        <translation>Kjør mappen med forespørsler</translation>
    </message>
    <message>
        <source>Edit and send…</source>
        <translation>Rediger og send…</translation>
    </message>
    <message>
        <source>Step into</source>
        <translation>Gå inn i kallet</translation>
    </message>
    <message>
        <source>Step over</source>
        <translation>Gå over kallet</translation>
    </message>
    <message>
        <source>Step out</source>
        <translation>Gå ut av funksjonen</translation>
    </message>
    <message>
        <source>Step back into</source>
        <translation>Gå bakover inn i kallet</translation>
    </message>
    <message>
        <source>Step back over</source>
        <translation>Gå bakover over kallet</translation>
    </message>
    <message>
        <source>Step back out</source>
        <translation>Gå bakover ut av funksjonen</translation>
    </message>
    <message>
        <source>Run to the next stop</source>
        <translation>Kjør til neste stoppunkt</translation>
    </message>
    <message>
        <source>Run back to a stop</source>
        <translation>Kjør tilbake til et stoppunkt</translation>
    </message>
    <message>
        <source>First step</source>
        <translation>Første steg</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>Siste steg</translation>
    </message>
    <message>
        <source>First error</source>
        <translation>Første feil</translation>
    </message>
    <message>
        <source>Run to the caret</source>
        <translation>Kjør til markøren</translation>
    </message>
    <message>
        <source>Go to where this was set</source>
        <translation>Gå dit dette ble satt</translation>
    </message>
    <message>
        <source>Set or remove a stop</source>
        <translation>Sett eller fjern et stoppunkt</translation>
    </message>
    <message>
        <source>Watch the name at the caret</source>
        <translation>Overvåk navnet ved markøren</translation>
    </message>
    <message>
        <source>Close the replay</source>
        <translation>Lukk avspillingen</translation>
    </message>
    <message>
        <source>Stop when this changes, or no longer</source>
        <translation>Stopp når dette endres, eller ikke lenger</translation>
    </message>
    <message>
        <source>Connect to &amp;a database…</source>
        <translation>K&amp;oble til en database…</translation>
    </message>
    <message>
        <source>New &amp;module…</source>
        <translation>Ny &amp;modul…</translation>
    </message>
    <message>
        <source>New &amp;job</source>
        <translation>Ny &amp;jobb</translation>
    </message>
    <message>
        <source>&amp;New API key…</source>
        <translation>&amp;Ny API-nøkkel…</translation>
    </message>
    <message>
        <source>&amp;First steps</source>
        <translation>&amp;Første skritt</translation>
    </message>
</context>
<context>
    <name>AddressField</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
</context>
<context>
    <name>AllScripts::Script</name>
    <message>
        <source>Job %1</source>
        <translation>Jobb %1</translation>
    </message>
</context>
<context>
    <name>AnswerView</name>
    <message>
        <source>Response</source>
        <translation>Svar</translation>
    </message>
    <message>
        <source>Headers of the response</source>
        <translation>Hoder i svaret</translation>
    </message>
    <message>
        <source>Request as it was sent</source>
        <translation>Forespørselen slik den ble sendt</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Hoder</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Sendt</translation>
    </message>
    <message>
        <source>Show JSON as a tree</source>
        <translation>Vis JSON som tre</translation>
    </message>
    <message>
        <source>Find in the response</source>
        <translation>Søk i svaret</translation>
    </message>
    <message>
        <source>Copy the request as code</source>
        <translation>Kopier forespørselen som kode</translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation>Kopier som cURL</translation>
    </message>
    <message>
        <source>Copy as fetch</source>
        <translation>Kopier som fetch</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Kopier som Python</translation>
    </message>
    <message>
        <source>This request in the inspector</source>
        <translation>Denne forespørselen i inspektøren</translation>
    </message>
    <message>
        <source>Open in a test run of its codehook</source>
        <translation>Åpne i en testkjøring av codehooken</translation>
    </message>
    <message>
        <source>Show it in the inspector</source>
        <translation>Vis i inspektøren</translation>
    </message>
    <message>
        <source>The stages, the log and the hooks of a request to this server appear here.</source>
        <translation>Her vises trinnene, loggen og hookene til en forespørsel til denne serveren.</translation>
    </message>
    <message>
        <source>Waiting for the record of this request…</source>
        <translation>Venter på oppføringen for denne forespørselen…</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Sender…</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Ikke sendt ennå</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Ikke noe svar</translation>
    </message>
    <message>
        <source>%1 ms   %2</source>
        <comment>duration and size of a response</comment>
        <translation>%1 ms   %2</translation>
    </message>
    <message>
        <source>[the rest is not shown]</source>
        <translation>[resten vises ikke]</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>The database could not be opened</source>
        <translation>Databasen kan ikke åpnes</translation>
    </message>
    <message>
        <source>The database could not be created</source>
        <translation>Databasen kan ikke lages</translation>
    </message>
    <message>
        <source>The backup could not be restored</source>
        <translation>Sikkerhetskopien kan ikke gjenopprettes</translation>
    </message>
    <message>
        <source>The server could not start</source>
        <translation>Serveren kan ikke starte</translation>
    </message>
    <message>
        <source>The key could not be kept</source>
        <translation>Nøkkelen kunne ikke lagres</translation>
    </message>
    <message>
        <source>The desktop keychain reported: %1. You will be asked for the key next time.</source>
        <translation>Nøkkelringen melder: %1. Du blir spurt om nøkkelen neste gang.</translation>
    </message>
    <message>
        <source>Use a free port</source>
        <translation>Bruk en ledig port</translation>
    </message>
</context>
<context>
    <name>Ask</name>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Forkast</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lagre</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Lukk</translation>
    </message>
    <message>
        <source>Type %1 to confirm:</source>
        <translation>Skriv %1 for å bekrefte:</translation>
    </message>
    <message>
        <source>Save changes?</source>
        <translation>Lagre endringene?</translation>
    </message>
    <message>
        <source>%1 has unsaved changes.</source>
        <translation>%1 har endringer som ikke er lagret ennå.</translation>
    </message>
</context>
<context>
    <name>AuthorizationBox</name>
    <message>
        <source>Authorization</source>
        <translation>Autorisering</translation>
    </message>
    <message>
        <source>With whose rights the request is sent</source>
        <translation>Hvem sine rettigheter forespørselen sendes med</translation>
    </message>
    <message>
        <source>No authorization</source>
        <translation>Ingen autorisering</translation>
    </message>
    <message>
        <source>Key of this window</source>
        <translation>Vinduets nøkkel</translation>
    </message>
    <message>
        <source>User…</source>
        <translation>Bruker…</translation>
    </message>
    <message>
        <source>Key %1… %2</source>
        <comment>first characters and description of a key</comment>
        <translation>Nøkkel %1… %2</translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation>Nøkkel %1</translation>
    </message>
    <message>
        <source>Send as a user</source>
        <translation>Send som bruker</translation>
    </message>
    <message>
        <source>Address of the user</source>
        <translation>Brukerens adresse</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Velg</translation>
    </message>
    <message>
        <source>This is no address such as jane@example.com.</source>
        <translation>Dette er ingen adresse som jane@example.com.</translation>
    </message>
</context>
<context>
    <name>BodyEditor</name>
    <message>
        <source>Fields of the form</source>
        <translation>Felter i skjemaet</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Innhold</translation>
    </message>
    <message>
        <source>This request has no body.</source>
        <translation>Denne forespørselen har ikke noe innhold.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fil</translation>
    </message>
    <message>
        <source>Path beside the file of requests</source>
        <translation>Sti ved siden av filen med forespørsler</translation>
    </message>
    <message>
        <source>Choose a file; it is copied beside the file of requests</source>
        <translation>Velg en fil; den kopieres ved siden av filen med forespørsler</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Velg en fil</translation>
    </message>
    <message>
        <source>Kind of body</source>
        <translation>Type innhold</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ingen</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Tekst</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Skjema</translation>
    </message>
    <message>
        <source>Format the JSON</source>
        <translation>Formater JSON</translation>
    </message>
</context>
<context>
    <name>BodyView</name>
    <message>
        <source>Find</source>
        <translation>Finn</translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln treff</numerusform>
            <numerusform>%Ln treff</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkEditDialog</name>
    <message>
        <source>Fields to set in each document, or operators: {&quot;active&quot;: true}, {&quot;$inc&quot;: {&quot;count&quot;: 1}}, {&quot;$unset&quot;: {&quot;note&quot;: &quot;&quot;}}. The hooks of PUT run for each.</source>
        <translation>Felt som hvert av dem får, eller operatorer: {&quot;active&quot;: true}, {&quot;$inc&quot;: {&quot;count&quot;: 1}}, {&quot;$unset&quot;: {&quot;note&quot;: &quot;&quot;}}. Hookene til PUT kjører for hvert.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Endre</translation>
    </message>
    <message>
        <source>Edit documents</source>
        <translation>Endre dokumenter</translation>
    </message>
    <message numerus="yes">
        <source>Edit %Ln document(s)</source>
        <translation>
            <numerusform>Endre %Ln dokument</numerusform>
            <numerusform>Endre %Ln dokumenter</numerusform>
        </translation>
    </message>
    <message>
        <source>Changes as JSON</source>
        <translation>Endringen som JSON</translation>
    </message>
    <message>
        <source>Enter a JSON object.</source>
        <translation>En endring er et JSON-objekt.</translation>
    </message>
</context>
<context>
    <name>CellEdits</name>
    <message>
        <source>%1 %2.</source>
        <translation>%1 %2.</translation>
    </message>
    <message>
        <source>Somebody else changed this document. Press F5 to reload it, then edit it again.</source>
        <translation>Noen andre endret dette dokumentet. Trykk F5 for å lese det på nytt, og rediger det så igjen.</translation>
    </message>
    <message>
        <source>Not saved: this was typed before the program ended.</source>
        <translation>Ikke lagret: Dette ble skrevet før programmet ble avsluttet.</translation>
    </message>
    <message>
        <source>Not saved: the document left the table while &quot;%1&quot; was typed into %2.</source>
        <translation>Ikke lagret: Dokumentet forsvant fra tabellen mens &quot;%1&quot; ble skrevet i %2.</translation>
    </message>
</context>
<context>
    <name>CellValue</name>
    <message>
        <source>is not valid JSON: %1</source>
        <translation>er ikke gyldig JSON: %1</translation>
    </message>
    <message>
        <source>must be a number, such as 12.5</source>
        <translation>må være et tall, for eksempel 12.5</translation>
    </message>
    <message>
        <source>must be true or false</source>
        <translation>må være true eller false</translation>
    </message>
</context>
<context>
    <name>ClientTexts</name>
    <message>
        <source>%1 ends in none of .json, .ndjson, .jsonl, .csv and .md</source>
        <translation>%1 slutter verken på .json, .ndjson, .jsonl, .csv eller .md</translation>
    </message>
    <message>
        <source>%1 ends in none of .json, .ndjson, .jsonl and .csv</source>
        <translation>%1 slutter verken på .json, .ndjson, .jsonl eller .csv</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 kan ikke leses: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 kan ikke skrives: %2.</translation>
    </message>
    <message>
        <source>%1 %2 is no whole number</source>
        <translation>%1 %2 er ikke et heltall</translation>
    </message>
    <message>
        <source>%1 %2 is no number</source>
        <translation>%1 %2 er ikke et tall</translation>
    </message>
    <message>
        <source>%1 %2 is no date</source>
        <translation>%1 %2 er ikke en dato</translation>
    </message>
    <message>
        <source>This request needs the key of a connection.</source>
        <translation>Denne forespørselen trenger nøkkelen til en tilkobling.</translation>
    </message>
    <message>
        <source>The network of this database is closed. Start its server, or send the request with the key of the connection.</source>
        <translation>Nettverket til denne databasen er lukket. Start serveren, eller send forespørselen med nøkkelen til tilkoblingen.</translation>
    </message>
    <message>
        <source>A body that is no text is sent with a key of its own alone: put {{key}} into the private environment, or write the key&apos;s variable into the header.</source>
        <translation>Et innhold som ikke er tekst, sendes bare med en egen nøkkel: legg {{key}} i det private miljøet, eller skriv variabelen for nøkkelen i hodet.</translation>
    </message>
    <message>
        <source>%1 is no address.</source>
        <translation>%1 er ingen adresse.</translation>
    </message>
    <message>
        <source>No answer: %1.</source>
        <translation>Ikke noe svar: %1.</translation>
    </message>
    <message>
        <source>The sample cannot be made: %1 %2 answered %3</source>
        <translation>Eksemplet kan ikke lages: %1 %2 svarte %3</translation>
    </message>
    <message>
        <source>%1 is missing in this program.</source>
        <translation>%1 mangler i dette programmet.</translation>
    </message>
    <message>
        <source>%1 on this computer</source>
        <translation>%1 på denne maskinen</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 på %2</translation>
    </message>
</context>
<context>
    <name>CodeAssistant</name>
    <message>
        <source>Completions</source>
        <translation>Forslag</translation>
    </message>
</context>
<context>
    <name>CollectionDialogs</name>
    <message>
        <source>Use a letter followed by up to 63 letters, digits, - or _.</source>
        <translation>Ta en bokstav og opptil 63 bokstaver, sifre, - eller _.</translation>
    </message>
    <message>
        <source>Names that start with system_ are reserved.</source>
        <translation>Navn som begynner med system_, tilhører Hookdesk.</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>Ny samling</translation>
    </message>
    <message>
        <source>Name, as it appears in URLs:</source>
        <translation>Navnet, slik det står i URL-er:</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Lag</translation>
    </message>
    <message>
        <source>The collection could not be created</source>
        <translation>Samlingen kan ikke lages</translation>
    </message>
    <message>
        <source>A collection named “%1” already exists.</source>
        <translation>Det finnes allerede en samling «%1».</translation>
    </message>
    <message>
        <source>This is its current name.</source>
        <translation>Det heter den allerede.</translation>
    </message>
    <message>
        <source>Rename “%1”</source>
        <translation>Gi «%1» nytt navn</translation>
    </message>
    <message>
        <source>Fields and keys that refer to it are updated; clients and scripts are not.</source>
        <translation>Felt og nøkler som nevner den, følger med; klienter og tekstene i skript gjør det ikke.</translation>
    </message>
    <message>
        <source>New name:</source>
        <translation>Det nye navnet:</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Gi nytt navn</translation>
    </message>
    <message>
        <source>The collection could not be renamed</source>
        <translation>Samlingen kan ikke få nytt navn</translation>
    </message>
    <message>
        <source>All its documents and its codehook are removed. This cannot be undone.</source>
        <translation>Alle dokumentene og codehooken fjernes. Dette kan ikke angres.</translation>
    </message>
    <message>
        <source>New module</source>
        <translation>Ny modul</translation>
    </message>
    <message>
        <source>Name, as hooks write it in require(&apos;lib/…&apos;):</source>
        <translation>Navnet, slik hooker skriver det i require(&apos;lib/…&apos;):</translation>
    </message>
    <message>
        <source>The module could not be created</source>
        <translation>Modulen kan ikke lages</translation>
    </message>
    <message>
        <source>Delete the module “%1”?</source>
        <translation>Slette modulen «%1»?</translation>
    </message>
    <message>
        <source>All its versions are deleted, and hooks that require it will fail. This cannot be undone.</source>
        <translation>Alle versjonene slettes, og hooker som krever den, vil feile. Dette kan ikke angres.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Slett</translation>
    </message>
    <message>
        <source>The module could not be deleted</source>
        <translation>Modulen kan ikke slettes</translation>
    </message>
    <message>
        <source>Delete the collection “%1”?</source>
        <translation>Slette samlingen «%1»?</translation>
    </message>
    <message>
        <source>The collection could not be deleted</source>
        <translation>Samlingen kunne ikke slettes</translation>
    </message>
</context>
<context>
    <name>CollectionPages</name>
    <message>
        <source>Fields</source>
        <translation>Felt</translation>
    </message>
    <message>
        <source>Indexes</source>
        <translation>Indekser</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Tilgang</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>API examples</source>
        <translation>API-eksempler</translation>
    </message>
    <message>
        <source>Codehook</source>
        <translation>Codehook</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Generelt</translation>
    </message>
</context>
<context>
    <name>CollectionPanel</name>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln dokument</numerusform>
            <numerusform>%Ln dokumenter</numerusform>
        </translation>
    </message>
    <message>
        <source>Not saved. %1</source>
        <translation>Ikke lagret. %1</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <comment>id of a document, field, what is wrong</comment>
        <translation>%1: %2 %3</translation>
    </message>
    <message numerus="yes">
        <source>Saved. %Ln document(s) do not fit and stay as they are until they are written again:
%1</source>
        <translation>
            <numerusform>Lagret. %Ln dokument passer ikke og blir som det er til det skrives igjen:
%1</numerusform>
            <numerusform>Lagret. %Ln dokumenter passer ikke og blir som de er til de skrives igjen:
%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Forkast</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behold</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Sammenlign</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Bruk deres</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Behold mine</translation>
    </message>
    <message>
        <source>Unsaved changes from %1 were restored.</source>
        <translation>Ulagrede endringer fra %1 er gjenopprettet.</translation>
    </message>
    <message>
        <source>Somebody else saved these settings while you were editing them.</source>
        <translation>Noen andre lagret disse innstillingene mens du redigerte dem.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare</source>
        <translation>Sammenlign</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Lukk</translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>Deploy from</source>
        <translation>Rull ut fra</translation>
    </message>
    <message>
        <source>Deploy to</source>
        <translation>Rull ut til</translation>
    </message>
    <message>
        <source>production</source>
        <translation>produksjon</translation>
    </message>
    <message>
        <source>Swap the sides</source>
        <translation>Bytt sider</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Oppdater</translation>
    </message>
    <message>
        <source>Refresh (F5)</source>
        <translation>Oppdater (F5)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Angre</translation>
    </message>
    <message>
        <source>Select all new and changed</source>
        <translation>Velg alt som er nytt eller endret</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Forskjeller</translation>
    </message>
    <message>
        <source>Cannot compare</source>
        <translation>Kan ikke sammenligne</translation>
    </message>
    <message>
        <source>The deployment was undone.</source>
        <translation>Utrullingen ble angret.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Lukk</translation>
    </message>
    <message>
        <source>Compare %1 → %2</source>
        <translation>Sammenlign %1 → %2</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Sammenlign</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Velg…</translation>
    </message>
    <message>
        <source>Nothing to compare with</source>
        <translation>Ingenting å sammenligne med</translation>
    </message>
    <message>
        <source>Open another database or connect to a server: Compare shows the differences between two that are open.</source>
        <translation>Åpne en database til eller koble til en server: Sammenligningen viser forskjellene mellom to som er åpne.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Leser…</translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>Ingen forskjeller</translation>
    </message>
    <message>
        <source>%1 and %2 have the same definitions, scripts, modules, jobs and settings. Documents, keys and users are not compared.</source>
        <translation>%1 og %2 har de samme definisjonene, skriptene, modulene, jobbene og innstillingene. Dokumenter, nøkler og brukere sammenlignes ikke.</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n forskjell</numerusform>
            <numerusform>%n forskjeller</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n valgt</numerusform>
            <numerusform>%n valgt</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for %1…</source>
        <translation>Venter på %1…</translation>
    </message>
    <message>
        <source>Deploy %1 to %2…</source>
        <translation>Rull ut %1 til %2…</translation>
    </message>
    <message>
        <source>Deploy…</source>
        <translation>Rull ut…</translation>
    </message>
    <message>
        <source>Undo the last deployment to %1</source>
        <translation>Angre den siste utrullingen til %1</translation>
    </message>
    <message>
        <source>%1: does not exist</source>
        <translation>%1: finnes ikke</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) were deployed to %1.</source>
        <translation>
            <numerusform>%n endring ble rullet ut til %1.</numerusform>
            <numerusform>%n endringer ble rullet ut til %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>unique</source>
        <translation>unik</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nei</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>versjon %1</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>slått av</translation>
    </message>
</context>
<context>
    <name>Completion</name>
    <message>
        <source>What the client sent, or the document to be deleted.</source>
        <translation>Det klienten sendte, eller dokumentet som skal slettes.</translation>
    </message>
    <message>
        <source>The stored document, in after-hooks.</source>
        <translation>Det lagrede dokumentet, i after-hooker.</translation>
    </message>
    <message>
        <source>The conditions of a GET.</source>
        <translation>Betingelsene i en GET.</translation>
    </message>
    <message>
        <source>Hints of the client, with &apos;#headers&apos; and &apos;#usersession&apos;.</source>
        <translation>Hint fra klienten, med &apos;#headers&apos; og &apos;#usersession&apos;.</translation>
    </message>
    <message>
        <source>GET, POST, PUT, PATCH or DELETE.</source>
        <translation>GET, POST, PUT, PATCH eller DELETE.</translation>
    </message>
    <message>
        <source>The path of the request.</source>
        <translation>Stien i forespørselen.</translation>
    </message>
    <message>
        <source>The name of the collection.</source>
        <translation>Navnet på samlingen.</translation>
    </message>
    <message>
        <source>The id of the document, where the path names one.</source>
        <translation>Id-en til dokumentet, når stien nevner et.</translation>
    </message>
    <message>
        <source>The id under which the inspector keeps it.</source>
        <translation>Id-en som inspektøren har den under.</translation>
    </message>
    <message>
        <source>offered to hooks</source>
        <translation>tilbys hooker</translation>
    </message>
    <message>
        <source>field of the collection</source>
        <translation>felt i samlingen</translation>
    </message>
    <message>
        <source>id of the document</source>
        <translation>id til dokumentet</translation>
    </message>
    <message>
        <source>hook</source>
        <translation>hook</translation>
    </message>
    <message>
        <source>given to the hook</source>
        <translation>gis til hooken</translation>
    </message>
    <message>
        <source>in this script</source>
        <translation>i dette skriptet</translation>
    </message>
    <message>
        <source>collection</source>
        <translation>samling</translation>
    </message>
</context>
<context>
    <name>ConnectDialog</name>
    <message>
        <source>Connect to a server</source>
        <translation>Koble til en server</translation>
    </message>
    <message>
        <source>The name of the host</source>
        <translation>Navnet på maskinen</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>API &amp;key</source>
        <translation>API-&amp;nøkkel</translation>
    </message>
    <message>
        <source>&amp;Store the key in the desktop keychain</source>
        <translation>&amp;Lagre nøkkelen i nøkkelringen</translation>
    </message>
    <message>
        <source>&amp;Trust this certificate</source>
        <translation>&amp;Stol på dette sertifikatet</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Koble til</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Kobler til …</translation>
    </message>
    <message>
        <source>The certificate of this server is not signed by an authority that this computer trusts. Compare its SHA-256 fingerprint with the one that the owner of the server gives you:
%1</source>
        <translation>Sertifikatet til denne serveren er ikke signert av noen som denne maskinen stoler på. Sammenlign SHA-256-fingeravtrykket med det som eieren av serveren oppgir:
%1</translation>
    </message>
    <message>
        <source>The server answered %1.</source>
        <translation>Serveren svarte %1.</translation>
    </message>
    <message>
        <source>A full-access key</source>
        <translation>En nøkkel med full tilgang</translation>
    </message>
    <message>
        <source>The server rejected this key. It needs a key with full access.</source>
        <translation>Serveren avviste nøkkelen. Den trenger en nøkkel med full tilgang.</translation>
    </message>
    <message>
        <source>There is no Hookdesk server at this address.</source>
        <translation>Det er ingen Hookdesk-server på denne adressen.</translation>
    </message>
    <message>
        <source>http:// sends the key unencrypted: anybody on the way can read it.</source>
        <translation>http:// sender nøkkelen ukryptert: alle på veien kan lese den.</translation>
    </message>
    <message>
        <source>Requests of %1</source>
        <translation>Forespørsler til %1</translation>
    </message>
</context>
<context>
    <name>CrontabWords</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 til %2</translation>
    </message>
    <message>
        <source>every %1 of %2</source>
        <translation>hver %1. av %2</translation>
    </message>
    <message>
        <source>At %1</source>
        <translation>Klokka %1</translation>
    </message>
    <message>
        <source>Every minute</source>
        <translation>Hvert minutt</translation>
    </message>
    <message numerus="yes">
        <source>Every %n minute(s)</source>
        <translation>
            <numerusform>Hvert minutt</numerusform>
            <numerusform>Hvert %n. minutt</numerusform>
        </translation>
    </message>
    <message>
        <source>At minute %1</source>
        <translation>I minutt %1</translation>
    </message>
    <message>
        <source>At minutes %1</source>
        <translation>I minuttene %1</translation>
    </message>
    <message>
        <source>past every hour</source>
        <translation>av hver time</translation>
    </message>
    <message numerus="yes">
        <source>past every %n hour(s) of the day</source>
        <translation>
            <numerusform>av hver time i døgnet</numerusform>
            <numerusform>av hver %n. time i døgnet</numerusform>
        </translation>
    </message>
    <message>
        <source>in the hours of %1</source>
        <translation>i timene %1</translation>
    </message>
    <message>
        <source>in the hours %1</source>
        <translation>i timene %1</translation>
    </message>
    <message>
        <source>past hour %1</source>
        <translation>av time %1</translation>
    </message>
    <message>
        <source>past hours %1</source>
        <translation>av timene %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message numerus="yes">
        <source>every %n day(s) from the 1st of the month</source>
        <translation>
            <numerusform>hver dag fra den 1. i måneden</numerusform>
            <numerusform>hver %n. dag fra den 1. i måneden</numerusform>
        </translation>
    </message>
    <message>
        <source>on day %1 of the month</source>
        <translation>på dag %1 i måneden</translation>
    </message>
    <message>
        <source>on days %1 of the month</source>
        <translation>på dagene %1 i måneden</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>på %1</translation>
    </message>
    <message>
        <source>%1 if it is %2</source>
        <translation>%1 hvis det er %2</translation>
    </message>
    <message>
        <source>%1, and also %2</source>
        <translation>%1, og også %2</translation>
    </message>
    <message numerus="yes">
        <source>every %n month(s) from January</source>
        <translation>
            <numerusform>hver måned fra januar</numerusform>
            <numerusform>hver %n. måned fra januar</numerusform>
        </translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>i %1</translation>
    </message>
    <message>
        <source>in the months %1</source>
        <translation>i månedene %1</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>hver dag</translation>
    </message>
</context>
<context>
    <name>DatabaseDialog</name>
    <message>
        <source>Connect to a database of PostgreSQL</source>
        <translation>Koble til en PostgreSQL-database</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>&amp;Vert</translation>
    </message>
    <message>
        <source>Several hosts are separated by commas; a path is the folder of a socket on this computer</source>
        <translation>Flere verter skilles med komma; en sti er mappen til en socket på denne maskinen</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>&amp;Port</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>&amp;Database</translation>
    </message>
    <message>
        <source>&amp;Schema</source>
        <translation>&amp;Skjema</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>Br&amp;uker</translation>
    </message>
    <message>
        <source>Your user name on this computer</source>
        <translation>Brukernavnet ditt på denne maskinen</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>Pass&amp;ord</translation>
    </message>
    <message>
        <source>Kept until the connection is closed</source>
        <translation>Beholdes til vinduet lukker databasen</translation>
    </message>
    <message>
        <source>Encrypted, certificate is verified</source>
        <translation>Kryptert, sertifikatet kontrolleres</translation>
    </message>
    <message>
        <source>Encrypted, certificate is not verified</source>
        <translation>Kryptert, sertifikatet kontrolleres ikke</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>Ikke kryptert</translation>
    </message>
    <message>
        <source>&amp;TLS</source>
        <translation>&amp;TLS</translation>
    </message>
    <message>
        <source>File of the certificate authority</source>
        <translation>Fil fra sertifikatutstederen</translation>
    </message>
    <message>
        <source>Certificate authorities of this computer</source>
        <translation>Sertifikatutstedere på denne maskinen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Velg…</translation>
    </message>
    <message>
        <source>Anybody on the way can read what is sent.</source>
        <translation>Alle underveis kan lese det som sendes.</translation>
    </message>
    <message>
        <source>The authority that signed the certificate</source>
        <translation>Utstederen som signerte sertifikatet</translation>
    </message>
    <message>
        <source>Certificates (*.crt *.pem);;All files (*)</source>
        <translation>Sertifikater (*.crt *.pem);;Alle filer (*)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Koble til</translation>
    </message>
    <message>
        <source>The names of database and host</source>
        <translation>Navnene på database og vert</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Kobler til…</translation>
    </message>
    <message>
        <source>PostgreSQL rejected this user or this password. Check both.</source>
        <translation>PostgreSQL avviste denne brukeren eller dette passordet. Kontroller begge.</translation>
    </message>
    <message>
        <source>PostgreSQL requires a password for this user. Type it above.</source>
        <translation>PostgreSQL krever et passord for denne brukeren. Skriv det inn over.</translation>
    </message>
    <message>
        <source>There is no database %1 at this host. Check its name, or have it created there: createdb %1</source>
        <translation>Det finnes ingen database %1 på denne verten. Kontroller navnet, eller få den opprettet der: createdb %1</translation>
    </message>
    <message>
        <source>PostgreSQL has no user %1. Check the name, or have it created there: createuser %1</source>
        <translation>PostgreSQL kjenner ingen bruker %1. Kontroller navnet, eller få den opprettet der: createuser %1</translation>
    </message>
    <message>
        <source>PostgreSQL does not accept this user from this computer. Its file pg_hba.conf needs a line for it.</source>
        <translation>PostgreSQL slipper ikke inn denne brukeren fra denne maskinen. Filen pg_hba.conf trenger en linje for det.</translation>
    </message>
    <message>
        <source>The connection could not be encrypted as chosen above. Choose the file of the authority that signed the host&apos;s certificate, or another kind of encryption. PostgreSQL says: %1</source>
        <translation>Forbindelsen kunne ikke krypteres slik det er valgt over. Oppgi filen fra utstederen som signerte vertens sertifikat, eller velg noe annet. PostgreSQL melder: %1</translation>
    </message>
    <message>
        <source>Nothing answers at %1, port %2. Check both, and whether PostgreSQL runs there and takes connections from this computer.</source>
        <translation>Ingen svarer på %1, port %2. Kontroller begge, og om PostgreSQL kjører der og tar imot forbindelser fra denne maskinen.</translation>
    </message>
    <message>
        <source>The database could not be reached. PostgreSQL says: %1</source>
        <translation>Databasen kunne ikke nås. PostgreSQL melder: %1</translation>
    </message>
    <message>
        <source>This computer has no module for PostgreSQL of this version. Install the package hookdesk-postgres: apt install ./hookdesk-postgres_*.deb</source>
        <translation>Denne maskinen mangler modulen for PostgreSQL i denne versjonen. Installer pakken hookdesk-postgres: apt install ./hookdesk-postgres_*.deb</translation>
    </message>
    <message>
        <source>The schema %1 has no tables of Hookdesk. Check its name. The first server creates them: hookdeskd serve --database &apos;%2&apos;</source>
        <translation>Skjemaet %1 har ingen tabeller fra Hookdesk. Kontroller navnet. Den første serveren lager dem: hookdeskd serve --database &apos;%2&apos;</translation>
    </message>
    <message>
        <source>The schema %1 was written by an older version, and a window does not update it. Once all its servers have the new version, run: hookdeskd migrate --database &apos;%2&apos;</source>
        <translation>Skjemaet %1 ble skrevet av en eldre versjon, og et vindu oppgraderer ingen. Når alle serverne har den nye versjonen, kjør: hookdeskd migrate --database &apos;%2&apos;</translation>
    </message>
    <message>
        <source>The schema %1 was written by a newer version of Hookdesk. Install that one to open it.</source>
        <translation>Skjemaet %1 ble skrevet av en nyere versjon av Hookdesk. Installer den for å åpne det.</translation>
    </message>
    <message>
        <source>There is no host named %1. Check its spelling, and whether this computer is in its network.</source>
        <translation>Det finnes ingen vert med navnet %1. Kontroller skrivemåten, og om denne maskinen er i nettverket dens.</translation>
    </message>
    <message>
        <source>The certificate of this host was made for another name, so it may be another host. Take the name that is in it as the host. PostgreSQL says: %1</source>
        <translation>Sertifikatet til denne verten er utstedt for et annet navn, så det kan være en annen vert. Bruk navnet som står i det, som vert. PostgreSQL sier: %1</translation>
    </message>
    <message>
        <source>PostgreSQL accepts this user over encrypted connections only. Choose one that is encrypted.</source>
        <translation>PostgreSQL slipper denne brukeren inn bare over krypterte forbindelser. Velg en kryptert.</translation>
    </message>
</context>
<context>
    <name>DatabaseFiles</name>
    <message>
        <source>Hookdesk databases (*.hookdesk);;All files (*)</source>
        <translation>Hookdesk-databaser (*.hookdesk);;Alle filer (*)</translation>
    </message>
    <message>
        <source>New database</source>
        <translation>Ny database</translation>
    </message>
    <message>
        <source>Open a database</source>
        <translation>Åpne en database</translation>
    </message>
    <message>
        <source>Back up the database</source>
        <translation>Sikkerhetskopier databasen</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Gjenopprett en sikkerhetskopi</translation>
    </message>
</context>
<context>
    <name>DependentsText</name>
    <message>
        <source>The field %1 of %2 refers to it.</source>
        <translation>Feltet %1 i %2 viser til den.</translation>
    </message>
    <message>
        <source>The key %1… is for %2.</source>
        <translation>Nøkkelen %1… er for %2.</translation>
    </message>
    <message>
        <source>The script %1 uses it in line %2.</source>
        <translation>Skriptet %1 bruker den på linje %2.</translation>
    </message>
</context>
<context>
    <name>DeployTask</name>
    <message>
        <source>Nothing was deployed to %1.</source>
        <translation>Ingenting ble rullet ut til %1.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Innstillinger</translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) do not fit the fields</source>
        <translation>
            <numerusform>%n dokument passer ikke til feltene</numerusform>
            <numerusform>%n dokumenter passer ikke til feltene</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s) of the compiler</source>
        <translation>
            <numerusform>%n advarsel fra kompilatoren</numerusform>
            <numerusform>%n advarsler fra kompilatoren</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is new</source>
        <translation>%1 er ny</translation>
    </message>
    <message>
        <source>%1 is changed</source>
        <translation>%1 endres</translation>
    </message>
    <message>
        <source>%1 is removed</source>
        <translation>%1 fjernes</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>og %n til</numerusform>
            <numerusform>og %n til</numerusform>
        </translation>
    </message>
    <message>
        <source>These changes go from %1 to %2 in one step. If one is refused, none is made.</source>
        <translation>Disse endringene går fra %1 til %2 i ett steg. Blir én avvist, gjøres ingen.</translation>
    </message>
    <message>
        <source>You can deploy anyway.</source>
        <translation>Du kan rulle ut likevel.</translation>
    </message>
    <message numerus="yes">
        <source>Deploy %n change(s) to %1?</source>
        <translation>
            <numerusform>Rulle ut %n endring til %1?</numerusform>
            <numerusform>Rulle ut %n endringer til %1?</numerusform>
        </translation>
    </message>
    <message>
        <source>Deploy to %1</source>
        <translation>Rull ut til %1</translation>
    </message>
    <message>
        <source>Undo the deployment?</source>
        <translation>Angre utrullingen?</translation>
    </message>
    <message>
        <source>%1 goes back to its state before the deployment, in one step.</source>
        <translation>%1 går i ett steg tilbake til tilstanden før utrullingen.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Angre</translation>
    </message>
    <message>
        <source>The deployment was not undone.</source>
        <translation>Utrullingen ble ikke angret.</translation>
    </message>
    <message>
        <source>Refresh to see what differs now.</source>
        <translation>Oppdater for å se hva som er forskjellig nå.</translation>
    </message>
</context>
<context>
    <name>DiffView</name>
    <message>
        <source>Before</source>
        <translation>Før</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Etter</translation>
    </message>
</context>
<context>
    <name>DifferenceModel</name>
    <message>
        <source>Access</source>
        <translation>Tilgang</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Full-text search</source>
        <translation>Fulltekstsøk</translation>
    </message>
    <message>
        <source>Test cases</source>
        <translation>Testtilfeller</translation>
    </message>
    <message>
        <source>Strict isolation</source>
        <translation>Streng isolasjon</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beskrivelse</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>Samling</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Felt</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Indeks</translation>
    </message>
    <message>
        <source>Codehook</source>
        <translation>Codehook</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Jobb</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Innstilling</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>forskjellig</translation>
    </message>
    <message>
        <source>new</source>
        <translation>ny</translation>
    </message>
    <message>
        <source>only in %1</source>
        <translation>bare i %1</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>endret</translation>
    </message>
    <message>
        <source>+%1 −%2 lines</source>
        <translation>+%1 −%2 linjer</translation>
    </message>
    <message>
        <source>secrets are never carried over</source>
        <translation>hemmeligheter overføres aldri</translation>
    </message>
    <message>
        <source>Deploy %1 %2</source>
        <translation>Rull ut %1 %2</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Hva</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Navn</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Forskjell</translation>
    </message>
</context>
<context>
    <name>DocumentActions</name>
    <message>
        <source>Undo</source>
        <translation>Angre</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Angre: %1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Gjør om</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>Gjør om: %1</translation>
    </message>
    <message numerus="yes">
        <source>At most %Ln document(s) at once; select fewer.</source>
        <translation>
            <numerusform>Høyst %Ln dokument om gangen; velg færre.</numerusform>
            <numerusform>Høyst %Ln dokumenter om gangen; velg færre.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln document(s)?</source>
        <translation>
            <numerusform>Slette %Ln dokument?</numerusform>
            <numerusform>Slette %Ln dokumenter?</numerusform>
        </translation>
    </message>
    <message>
        <source>This deletes all documents of %1. That many cannot be restored with Undo.</source>
        <translation>Dette sletter alle dokumenter i %1. Så mange kan ikke gjenopprettes med Angre.</translation>
    </message>
    <message>
        <source>This deletes all documents of %1 that match the query. That many cannot be restored with Undo.</source>
        <translation>Dette sletter alle dokumenter i %1 som passer til spørringen. Så mange kan ikke gjenopprettes med Angre.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Slett</translation>
    </message>
    <message>
        <source>Delete?</source>
        <translation>Slette?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) of %1 will be deleted. Ctrl+Z brings them back while this tab is open.</source>
        <translation>
            <numerusform>%Ln dokument i %1 slettes. Ctrl+Z henter det tilbake så lenge denne fanen er åpen.</numerusform>
            <numerusform>%Ln dokumenter i %1 slettes. Ctrl+Z henter dem tilbake så lenge denne fanen er åpen.</numerusform>
        </translation>
    </message>
    <message>
        <source>This document has no related document.</source>
        <translation>Dette dokumentet har ikke noe tilknyttet dokument.</translation>
    </message>
</context>
<context>
    <name>DocumentChange</name>
    <message numerus="yes">
        <source>Add %Ln document(s)</source>
        <translation>
            <numerusform>Legg til %Ln dokument</numerusform>
            <numerusform>Legg til %Ln dokumenter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln document(s)</source>
        <translation>
            <numerusform>Slett %Ln dokument</numerusform>
            <numerusform>Slett %Ln dokumenter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Edit %Ln document(s)</source>
        <translation>
            <numerusform>Endre %Ln dokument</numerusform>
            <numerusform>Endre %Ln dokumenter</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentEditor</name>
    <message>
        <source>Document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Tilbakestill</translation>
    </message>
    <message>
        <source>Save document</source>
        <translation>Lagre dokument</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Ctrl+S</translation>
    </message>
    <message>
        <source>The document</source>
        <translation>Dokumentet</translation>
    </message>
    <message>
        <source>New document</source>
        <translation>Nytt dokument</translation>
    </message>
    <message>
        <source>Valid JSON</source>
        <translation>Gyldig JSON</translation>
    </message>
    <message>
        <source>Save to a file…</source>
        <translation>Lagre til fil …</translation>
    </message>
    <message>
        <source>Save the document</source>
        <translation>Lagre dokumentet</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Sammenlign</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Bruk deres</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Behold mine</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Forkast</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behold</translation>
    </message>
    <message>
        <source>This document is too large to edit here (%1). You see its beginning; change it through the REST API.</source>
        <translation>Dette dokumentet er for stort til å redigeres her (%1). Du ser begynnelsen; endre det gjennom REST-API-et.</translation>
    </message>
    <message>
        <source>Somebody else changed this document while you were editing it.</source>
        <translation>Noen andre endret dette dokumentet mens du redigerte det.</translation>
    </message>
    <message>
        <source>Unsaved changes from %1 were restored.</source>
        <translation>Ulagrede endringer fra %1 er gjenopprettet.</translation>
    </message>
    <message>
        <source>The document could not be saved</source>
        <translation>Dokumentet kan ikke lagres</translation>
    </message>
    <message>
        <source>Invalid JSON</source>
        <translation>Ikke gyldig</translation>
    </message>
    <message>
        <source>A document must be a JSON object.</source>
        <translation>Et dokument er et JSON-objekt.</translation>
    </message>
    <message>
        <source>Show as a form</source>
        <translation>Vis som skjema</translation>
    </message>
</context>
<context>
    <name>DocumentForm</name>
    <message>
        <source>Document as a form</source>
        <translation>Dokument som skjema</translation>
    </message>
    <message>
        <source>The JSON is not valid. Correct it in the JSON view first.</source>
        <translation>JSON-en er ikke gyldig. Rett den først i JSON-visningen.</translation>
    </message>
    <message>
        <source>Select a document or add one.</source>
        <translation>Velg et dokument eller legg til ett.</translation>
    </message>
    <message>
        <source>No fields are declared, and the document has none. Use the JSON view, or declare fields in the settings of the collection.</source>
        <translation>Ingen felter er deklarert, og dokumentet har ingen. Bruk JSON-visningen, eller deklarer felter i innstillingene for samlingen.</translation>
    </message>
    <message>
        <source>The document has too many fields for a form. Use the JSON view.</source>
        <translation>Dokumentet har for mange felter for et skjema. Bruk JSON-visningen.</translation>
    </message>
</context>
<context>
    <name>DocumentModel</name>
    <message>
        <source>%1: declared as %2</source>
        <translation>%1: deklarert som %2</translation>
    </message>
    <message>
        <source>%1: not declared</source>
        <translation>%1: ikke deklarert</translation>
    </message>
    <message>
        <source>%1: set by the server</source>
        <translation>%1: holdes av serveren</translation>
    </message>
</context>
<context>
    <name>DocumentOperations</name>
    <message>
        <source>Deleting documents</source>
        <translation>Sletter</translation>
    </message>
    <message>
        <source>Changing documents</source>
        <translation>Endrer</translation>
    </message>
    <message>
        <source>Exporting documents</source>
        <translation>Eksporterer</translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln document(s)</source>
        <translation>
            <numerusform>%1: %Ln dokument</numerusform>
            <numerusform>%1: %Ln dokumenter</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Avbrutt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) were changed before that.</source>
        <translation>
            <numerusform>%Ln dokument var ferdig før.</numerusform>
            <numerusform>%Ln dokumenter var ferdige før.</numerusform>
        </translation>
    </message>
    <message>
        <source>The operation was not completed</source>
        <translation>Ikke alt ble gjort</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) were changed.</source>
        <translation>
            <numerusform>%Ln dokument ble gjort.</numerusform>
            <numerusform>%Ln dokumenter ble gjort.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln document(s)</source>
        <translation>
            <numerusform>Importer %Ln dokument</numerusform>
            <numerusform>Importer %Ln dokumenter</numerusform>
        </translation>
    </message>
    <message>
        <source>Documents (*.json *.ndjson *.jsonl *.csv *.md)</source>
        <translation>Dokumenter (*.json *.ndjson *.jsonl *.csv *.md)</translation>
    </message>
    <message>
        <source>Documents (*.json *.ndjson *.jsonl *.csv)</source>
        <translation>Dokumenter (*.json *.ndjson *.jsonl *.csv)</translation>
    </message>
    <message>
        <source>Import documents</source>
        <translation>Importer dokumenter</translation>
    </message>
    <message>
        <source>The file could not be imported</source>
        <translation>Filen kunne ikke importeres</translation>
    </message>
    <message>
        <source>Export documents</source>
        <translation>Eksporter dokumenter</translation>
    </message>
</context>
<context>
    <name>DocumentQuery</name>
    <message>
        <source>“%1” is not a comparison such as name = Ann.</source>
        <translation>«%1» er ikke en sammenligning som name = Anna.</translation>
    </message>
    <message>
        <source>The query is not valid JSON: %1</source>
        <translation>Spørringen er ikke gyldig JSON: %1</translation>
    </message>
</context>
<context>
    <name>DocumentView</name>
    <message>
        <source>Document as JSON</source>
        <translation>Dokumentet som JSON</translation>
    </message>
    <message>
        <source>Select a document or add one.</source>
        <translation>Velg et dokument eller legg til ett.</translation>
    </message>
</context>
<context>
    <name>DocumentsPanel</name>
    <message>
        <source>Query</source>
        <translation>Spørring</translation>
    </message>
    <message>
        <source>Settings and codehook</source>
        <translation>Innstillinger og codehook</translation>
    </message>
    <message>
        <source>Add document</source>
        <translation>Legg til dokument</translation>
    </message>
    <message>
        <source>Documents of %1</source>
        <translation>Dokumenter i %1</translation>
    </message>
    <message>
        <source>No documents yet.
Add one here, or POST it to /rest/%1.</source>
        <translation>Ingen dokumenter ennå.
Legg til ett her, eller send det med POST til /rest/%1.</translation>
    </message>
    <message>
        <source>Refresh (F5)</source>
        <translation>Les på nytt (F5)</translation>
    </message>
    <message>
        <source>Edit, import and export</source>
        <translation>Endre, importer og eksporter</translation>
    </message>
    <message>
        <source>Delete selected documents (Del)</source>
        <translation>Slett de valgte dokumentene (Del)</translation>
    </message>
    <message>
        <source>No documents match the query.</source>
        <translation>Ingen dokumenter passer til spørringen.</translation>
    </message>
    <message>
        <source>Cells with unsaved text from %1 were restored.</source>
        <translation>Celler med ulagret tekst fra %1 ble gjenopprettet.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Vis</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lagre</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Forkast</translation>
    </message>
    <message>
        <source>Words, name = Ann and age &gt;= 30, or { &quot;active&quot;: true }</source>
        <translation>Ord, name = Anna and age &gt;= 30 eller { &quot;active&quot;: true }</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) in %1</source>
        <translation>
            <numerusform>%Ln dokument på %1</numerusform>
            <numerusform>%Ln dokumenter på %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmptyRequests</name>
    <message>
        <source>No requests yet</source>
        <translation>Ingen forespørsler ennå</translation>
    </message>
    <message>
        <source>Write a request, send it, and see its stages, log and hooks beside the response.
Requests are kept as text, so they can live in git, and run with hookdeskd requests run.</source>
        <translation>Skriv en forespørsel, send den, og se trinnene, loggen og hookene ved siden av svaret.
Forespørsler lagres som tekst, så de kan ligge i git og kjøres med hookdeskd requests run.</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>Ny forespørsel</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
</context>
<context>
    <name>EnvironmentBox</name>
    <message>
        <source>Variables</source>
        <translation>Variabler</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Miljø</translation>
    </message>
    <message>
        <source>New environment</source>
        <translation>Nytt miljø</translation>
    </message>
    <message>
        <source>Names such as token, key or password are kept in http-client.private.env.json, which stays out of git.</source>
        <translation>Navn som token, key eller password lagres i http-client.private.env.json, som holdes utenfor git.</translation>
    </message>
    <message>
        <source>No environment</source>
        <translation>Ikke noe miljø</translation>
    </message>
    <message>
        <source>Name, for example dev or staging</source>
        <translation>Navn, for eksempel dev eller staging</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Opprett</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Velg et annet navn.</translation>
    </message>
</context>
<context>
    <name>ExamplesPage</name>
    <message>
        <source>List</source>
        <translation>List opp</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Søk</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Legg til</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Slett</translation>
    </message>
    <message>
        <source>Example request</source>
        <translation>Eksempel på en forespørsel</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Hva forespørselen gjør</translation>
    </message>
    <message>
        <source>Get one</source>
        <translation>Les ett</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Oppdater</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Språket i eksempelet</translation>
    </message>
    <message>
        <source>Copy example</source>
        <translation>Kopier eksempelet</translation>
    </message>
    <message>
        <source>Open in requests</source>
        <translation>Åpne i forespørsler</translation>
    </message>
</context>
<context>
    <name>ExportTask</name>
    <message>
        <source>The codehooks of this collection give the same documents again, whatever page is asked for. Nothing was exported.</source>
        <translation>Codehookene i denne samlingen gir de samme dokumentene igjen, uansett hvilken side det spørres om. Ingenting ble eksportert.</translation>
    </message>
</context>
<context>
    <name>FieldRenaming</name>
    <message>
        <source>Rename the field in documents too?</source>
        <translation>Gi feltet nytt navn i dokumentene også?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) still have the field %1, which is called %2 now.</source>
        <translation>
            <numerusform>%Ln dokument har fortsatt feltet %1, som nå heter %2.</numerusform>
            <numerusform>%Ln dokumenter har fortsatt feltet %1, som nå heter %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>Rename in documents</source>
        <translation>Gi nytt navn i dokumentene</translation>
    </message>
    <message>
        <source>Renaming a field</source>
        <translation>Et felt får nytt navn</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) changed</source>
        <translation>
            <numerusform>%Ln dokument endret</numerusform>
            <numerusform>%Ln dokumenter endret</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be changed: %1</source>
        <translation>
            <numerusform>%Ln kunne ikke endres: %1</numerusform>
            <numerusform>%Ln kunne ikke endres: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The field was renamed to %1 in %Ln document(s).</source>
        <translation>
            <numerusform>Feltet heter nå %1 i %Ln dokument.</numerusform>
            <numerusform>Feltet heter nå %1 i %Ln dokumenter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) have both fields and were not changed.</source>
        <translation>
            <numerusform>%Ln dokument har begge feltene og ble ikke endret.</numerusform>
            <numerusform>%Ln dokumenter har begge feltene og ble ikke endret.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FieldsPage</name>
    <message>
        <source>Text</source>
        <translation>Tekst</translation>
    </message>
    <message>
        <source>Rich text (HTML)</source>
        <translation>Formatert tekst (HTML)</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Tall</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Pengebeløp</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>E-postadresse</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Dato</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>Dato og klokkeslett</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>Klokkeslett</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bilde</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fil</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Filer</translation>
    </message>
    <message>
        <source>No field is declared: documents may hold anything. What is declared is checked when documents are written.</source>
        <translation>Ingen felt er deklarert: dokumenter kan inneholde hva som helst. Det som er deklarert, sjekkes når dokumenter skrives.</translation>
    </message>
    <message>
        <source>Save fields</source>
        <translation>Lagre felt</translation>
    </message>
    <message>
        <source>Declared fields</source>
        <translation>Deklarerte felt</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Legg til</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Fjern</translation>
    </message>
    <message>
        <source>field%1</source>
        <translation>felt%1</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Navn</translation>
    </message>
    <message>
        <source>&amp;Type</source>
        <translation>&amp;Type</translation>
    </message>
    <message>
        <source>&amp;Collection</source>
        <translation>&amp;Samling</translation>
    </message>
    <message>
        <source>&amp;Options</source>
        <translation>&amp;Valg</translation>
    </message>
    <message>
        <source>red, green, blue</source>
        <translation>rød, grønn, blå</translation>
    </message>
    <message>
        <source>&amp;Pattern</source>
        <translation>M&amp;ønster</translation>
    </message>
    <message>
        <source>regular expression</source>
        <translation>regulært uttrykk</translation>
    </message>
    <message>
        <source>&amp;Default</source>
        <translation>St&amp;andard</translation>
    </message>
    <message>
        <source>&amp;Formula</source>
        <translation>&amp;Formel</translation>
    </message>
    <message>
        <source>Integer</source>
        <translation>Heltall</translation>
    </message>
    <message>
        <source>Boolean</source>
        <translation>Ja eller nei</translation>
    </message>
    <message>
        <source>Option from a list</source>
        <translation>Ett av flere valg</translation>
    </message>
    <message>
        <source>JSON (any value)</source>
        <translation>JSON, hva som helst</translation>
    </message>
    <message>
        <source>Reference to a document</source>
        <translation>Et dokument i en samling</translation>
    </message>
    <message>
        <source>References to documents</source>
        <translation>Dokumenter i en samling</translation>
    </message>
    <message>
        <source>Child documents</source>
        <translation>Barn i en samling</translation>
    </message>
    <message>
        <source>Add from documents</source>
        <translation>Fra dokumenter</translation>
    </message>
    <message>
        <source>Fields found in documents that are not declared yet</source>
        <translation>Felt som dokumenter har, og som ikke er deklarert</translation>
    </message>
    <message>
        <source>Documents keep their data (Del)</source>
        <translation>Dokumentene beholder dataene sine (Delete)</translation>
    </message>
    <message>
        <source>Field type</source>
        <translation>Type felt</translation>
    </message>
    <message>
        <source>Referenced collection</source>
        <translation>Samlingen til dokumentene</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Obligatorisk</translation>
    </message>
    <message>
        <source>Unique</source>
        <translation>Unik</translation>
    </message>
    <message>
        <source>Auto-increment</source>
        <translation>Telles opp av serveren</translation>
    </message>
    <message>
        <source>Mi&amp;nimum</source>
        <translation>M&amp;inst</translation>
    </message>
    <message>
        <source>a number, or a length for text</source>
        <translation>tall, eller tegn i en tekst</translation>
    </message>
    <message>
        <source>Ma&amp;ximum</source>
        <translation>&amp;Mest</translation>
    </message>
    <message>
        <source>used when missing</source>
        <translation>for et dokument som ikke har noen</translation>
    </message>
    <message>
        <source>No declared fields</source>
        <translation>Ingen deklarerte felt</translation>
    </message>
    <message>
        <source>All of these</source>
        <translation>Alle sammen</translation>
    </message>
</context>
<context>
    <name>FilterField</name>
    <message>
        <source>Words, or status:&gt;=400 path:/rest/* took:&gt;50ms</source>
        <translation>Ord, eller status:&gt;=400 path:/rest/* took:&gt;50ms</translation>
    </message>
    <message>
        <source>Filter the inspector</source>
        <translation>Filtrer inspektøren</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>Lagrede filtre</translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>Fjern dette filteret</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>Lagre dette filteret</translation>
    </message>
    <message>
        <source>“%1” is not a valid filter. Examples: %2</source>
        <translation>«%1» forstås ikke. Eksempler: %2</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find</source>
        <translation>Finn</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Forrige</translation>
    </message>
    <message>
        <source>Shift+Enter or Shift+F3</source>
        <translation>Shift+Enter eller Shift+F3</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Neste</translation>
    </message>
    <message>
        <source>Enter or F3</source>
        <translation>Enter eller F3</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Lukk (Esc)</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Erstatt med</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Erstatt</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Erstatt alle</translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln treff</numerusform>
            <numerusform>%Ln treff</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 av %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln replaced</source>
        <translation>
            <numerusform>%Ln erstattet</numerusform>
            <numerusform>%Ln erstattet</numerusform>
        </translation>
    </message>
    <message>
        <source>Invalid regular expression</source>
        <translation>Ikke et uttrykk</translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>Ingen treff</translation>
    </message>
</context>
<context>
    <name>FormField</name>
    <message>
        <source>Show the related document</source>
        <translation>Vis det tilknyttede dokumentet</translation>
    </message>
    <message>
        <source>Set by the server</source>
        <translation>Settes av serveren</translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <translation>%1 %2.</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Obligatorisk</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>What this collection is for</source>
        <translation>Hva samlingen er til</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>&amp;Beskrivelse</translation>
    </message>
    <message>
        <source>Save description</source>
        <translation>Lagre beskrivelse</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Gi nytt navn…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Slett…</translation>
    </message>
</context>
<context>
    <name>GridColumns</name>
    <message>
        <source>Sort ascending</source>
        <translation>Sorter stigende</translation>
    </message>
    <message>
        <source>Sort descending</source>
        <translation>Sorter synkende</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation>Skjul %1</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Kolonner</translation>
    </message>
    <message>
        <source>Resize to contents</source>
        <translation>Tilpass bredden til innholdet</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Tilbakestill kolonner</translation>
    </message>
    <message>
        <source>Then by this column</source>
        <translation>Deretter etter denne kolonnen</translation>
    </message>
    <message>
        <source>Reverse this sort column</source>
        <translation>Snu denne sorteringskolonnen</translation>
    </message>
    <message>
        <source>Remove this sort column</source>
        <translation>Fjern denne sorteringskolonnen</translation>
    </message>
    <message>
        <source>Clear sorting</source>
        <translation>Fjern sortering</translation>
    </message>
</context>
<context>
    <name>HeaderBar</name>
    <message>
        <source>Database</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>No database</source>
        <translation>Ingen database</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Kjører</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Stoppet</translation>
    </message>
    <message>
        <source>Stop the server</source>
        <translation>Stopp serveren</translation>
    </message>
    <message>
        <source>Start the server</source>
        <translation>Start serveren</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Kopier adressen</translation>
    </message>
    <message>
        <source>Toggle theme (Ctrl+Shift+L)</source>
        <translation>Lys eller mørk (Ctrl+Shift+L)</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Tilkoblet</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Svarer ikke</translation>
    </message>
    <message>
        <source>Key rejected</source>
        <translation>Nøkkelen ble avvist</translation>
    </message>
</context>
<context>
    <name>HelpCommands</name>
    <message>
        <source>About Hookdesk</source>
        <translation>&amp;Om Hookdesk</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Hookdesk %1&lt;/h3&gt;&lt;p&gt;A JSON database with a REST API that JavaScript functions shape.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later, without any warranty. It stands on Qt %2, SQLite, QScintilla and others; the README names them with their licences.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Hookdesk %1&lt;/h3&gt;&lt;p&gt;En JSON-database med et REST-API som JavaScript-funksjoner former.&lt;/p&gt;&lt;p&gt;Fri programvare under GNU General Public License, versjon 3 eller nyere, uten noen garanti. Den står på Qt %2, SQLite, QScintilla og andre; README nevner dem med lisensene deres.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Documentation</source>
        <translation>Dokumentasjon</translation>
    </message>
    <message>
        <source>Search the documentation</source>
        <translation>Søk i dokumentasjonen</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Innhold</translation>
    </message>
    <message>
        <source>Back (Alt+Left)</source>
        <translation>Tilbake (Alt+venstre)</translation>
    </message>
    <message>
        <source>Forward (Alt+Right)</source>
        <translation>Fram (Alt+høyre)</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Side</translation>
    </message>
    <message>
        <source>No results</source>
        <translation>Ingenting ble funnet</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>Restore this version</source>
        <translation>Gjenopprett denne versjonen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historikk</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versjoner</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Sammenlign med</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Lukk</translation>
    </message>
    <message>
        <source>Version %1
%2, %3</source>
        <translation>Versjon %1
%2, %3</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Versjon %1</translation>
    </message>
    <message>
        <source>The draft in the editor</source>
        <translation>Utkastet i editoren</translation>
    </message>
    <message>
        <source>No differences</source>
        <translation>Ingen forskjeller</translation>
    </message>
    <message>
        <source>Replace the draft?</source>
        <translation>Erstatte utkastet?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Erstatt</translation>
    </message>
    <message>
        <source>Changes in this version</source>
        <translation>Endringene i denne versjonen</translation>
    </message>
    <message>
        <source>Compare with the draft</source>
        <translation>Mot utkastet</translation>
    </message>
    <message>
        <source>No versions yet.</source>
        <translation>Ingenting er lagret ennå.</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Ingenting ennå</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) changed</source>
        <translation>
            <numerusform>%n linje er forskjellig</numerusform>
            <numerusform>%n linjer er forskjellige</numerusform>
        </translation>
    </message>
    <message>
        <source>The editor has unsaved changes. Restoring version %1 replaces them.</source>
        <translation>Editoren har endringer som ikke er lagret. Å gjenopprette versjon %1 erstatter dem.</translation>
    </message>
</context>
<context>
    <name>HookOutline</name>
    <message>
        <source>Before the database</source>
        <translation>Før databasen</translation>
    </message>
    <message>
        <source>After the database</source>
        <translation>Etter databasen</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>I bakgrunnen</translation>
    </message>
    <message>
        <source>Hooks</source>
        <translation>Hooker</translation>
    </message>
    <message>
        <source>Go to line %1</source>
        <translation>Gå til linje %1</translation>
    </message>
    <message>
        <source>Failed at %1: %2</source>
        <translation>Mislyktes %1: %2</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Sett inn</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Linje %1: %2</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>When a document is &amp;refused:</source>
        <translation>Når et dokument &amp;avvises:</translation>
    </message>
    <message>
        <source>Import documents</source>
        <translation>Importer dokumenter</translation>
    </message>
    <message>
        <source>Import %1 into %2</source>
        <translation>Importer %1 til %2</translation>
    </message>
    <message>
        <source>When a document is refused</source>
        <translation>Når et dokument avvises</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Documents of the file</source>
        <translation>Dokumenter i filen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Lukk</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Linje %1: %2</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linje</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Felt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) imported</source>
        <translation>
            <numerusform>%Ln dokument importert</numerusform>
            <numerusform>%Ln dokumenter importert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused</source>
        <translation>
            <numerusform>%Ln avvist</numerusform>
            <numerusform>%Ln avvist</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped. %1</source>
        <translation>Stoppet. %1</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fremdrift</translation>
    </message>
    <message>
        <source>Skip it and continue</source>
        <translation>Hopp over og fortsett</translation>
    </message>
    <message>
        <source>Copy list</source>
        <translation>Kopier listen</translation>
    </message>
    <message>
        <source>Undo import</source>
        <translation>Angre importen</translation>
    </message>
    <message>
        <source>%1 contains no documents.</source>
        <translation>%1 inneholder ingen dokumenter.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Årsak</translation>
    </message>
    <message>
        <source>Refused documents</source>
        <translation>Avviste dokumenter</translation>
    </message>
    <message>
        <source>The imported documents were deleted again.</source>
        <translation>De importerte dokumentene ble slettet igjen.</translation>
    </message>
    <message>
        <source>&amp;Run the POST codehooks for each document</source>
        <translation>Kjø&amp;r POST-codehooks for hvert dokument</translation>
    </message>
    <message>
        <source>Preview of the first documents.</source>
        <translation>Forhåndsvisning av de første dokumentene.</translation>
    </message>
    <message>
        <source>&amp;Values are separated by:</source>
        <translation>&amp;Verdier er skilt med:</translation>
    </message>
    <message>
        <source>Separator of the values</source>
        <translation>Skilletegn mellom verdiene</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>Vertical bar</source>
        <translation>Loddrett strek</translation>
    </message>
    <message>
        <source>Preview of the first documents. Click the head of a column to choose its field.</source>
        <translation>Forhåndsvisning av de første dokumentene. Klikk på kolonnetittelen for å velge felt.</translation>
    </message>
    <message>
        <source>%1 (left out)</source>
        <translation>%1 (utelatt)</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Utelat</translation>
    </message>
    <message>
        <source>Another field…</source>
        <translation>Et annet felt…</translation>
    </message>
    <message>
        <source>Import %1 as:</source>
        <translation>Importer %1 som:</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Velg</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <comment>a field, a column of a file</comment>
        <translation>%1 fra %2</translation>
    </message>
    <message>
        <source>Enter a field name.</source>
        <translation>Skriv inn et feltnavn.</translation>
    </message>
</context>
<context>
    <name>IndexesPage</name>
    <message>
        <source>Queries and sorts on an indexed field do not read the whole collection.</source>
        <translation>Spørringer og sorteringer på et indeksert felt leser ikke hele samlingen.</translation>
    </message>
    <message>
        <source>Indexed fields</source>
        <translation>Indekserte felt</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Felt</translation>
    </message>
    <message>
        <source>Unique</source>
        <translation>Unik</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Størrelse</translation>
    </message>
    <message>
        <source>Add index</source>
        <translation>Legg til indeks</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Fjern</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>Uses an index.</source>
        <translation>Bruker en indeks.</translation>
    </message>
    <message>
        <source>Fields separated by commas, for example lastname or address.city</source>
        <translation>Et felt, for eksempel lastname eller address.city; flere med komma</translation>
    </message>
    <message>
        <source>Fields to index</source>
        <translation>Felt som skal indekseres</translation>
    </message>
    <message>
        <source>Reject documents with the same values</source>
        <translation>Ingen to dokumenter har de samme verdiene</translation>
    </message>
    <message>
        <source>Query to explain</source>
        <translation>Spørring som skal forklares</translation>
    </message>
    <message>
        <source>Test whether a query uses an index</source>
        <translation>Prøv en spørring: bruker den en indeks?</translation>
    </message>
    <message>
        <source>Belongs to a unique field; see Fields</source>
        <translation>Fra et felt som er unikt: se Felt</translation>
    </message>
    <message>
        <source>Reads the whole collection. An index on these fields would avoid that.</source>
        <translation>Leser hele samlingen; en indeks på feltene ville spare det.</translation>
    </message>
    <message>
        <source>Sorts the results. An index would provide the order.</source>
        <translation>Sorterer det den fant; en indeks ville gi rekkefølgen.</translation>
    </message>
    <message>
        <source>Being built; queries use it once it is complete</source>
        <translation>Bygges; spørringer bruker den når den er ferdig</translation>
    </message>
    <message>
        <source>Full-text index</source>
        <translation>Fulltekstindeks</translation>
    </message>
    <message>
        <source>Finds the words of filter= without reading the whole collection</source>
        <translation>Finner ordene i filter= uten å lese hele samlingen</translation>
    </message>
    <message>
        <source>filter= reads all documents</source>
        <translation>filter= leser alle dokumenter</translation>
    </message>
    <message>
        <source>Being built (%1 %); filter= reads all documents until it is complete</source>
        <translation>Bygges (%1 %); til den er ferdig, leser filter= alle dokumenter</translation>
    </message>
    <message>
        <source>No indexes yet.</source>
        <translation>Ingen indekser ennå.</translation>
    </message>
</context>
<context>
    <name>InspectorHead</name>
    <message>
        <source>REST inspector</source>
        <translation>REST-inspektør</translation>
    </message>
    <message>
        <source>Chart of the last hour</source>
        <translation>Diagram over den siste timen</translation>
    </message>
    <message>
        <source>Undock or dock (Ctrl+Alt+J)</source>
        <translation>Eget vindu, eller tilbake (Ctrl+Alt+J)</translation>
    </message>
    <message>
        <source>Hide the inspector (Ctrl+J)</source>
        <translation>Skjul inspektøren (Ctrl+J)</translation>
    </message>
    <message>
        <source>Expand the inspector</source>
        <translation>Vis hele inspektøren</translation>
    </message>
    <message>
        <source>Collapse the inspector</source>
        <translation>Fold sammen inspektøren</translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message>
        <source>Debug</source>
        <translation>Debug</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Warn</source>
        <translation>Advarsel</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Feil</translation>
    </message>
    <message>
        <source>Fatal</source>
        <translation>Fatal</translation>
    </message>
    <message>
        <source>Follow new requests</source>
        <translation>Følg nye forespørsler</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>Tøm listen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln rad</numerusform>
            <numerusform>%Ln rader</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln lost</source>
        <translation>
            <numerusform>, %Ln tapt</numerusform>
            <numerusform>, %Ln tapt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>paused, %Ln waiting</source>
        <translation>
            <numerusform>pause, %Ln venter</numerusform>
            <numerusform>pause, %Ln venter</numerusform>
        </translation>
    </message>
    <message>
        <source>live</source>
        <translation>direkte</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Send på nytt</translation>
    </message>
    <message>
        <source>Send this request again?</source>
        <translation>Sende denne forespørselen på nytt?</translation>
    </message>
    <message>
        <source>Pause (requests are still recorded)</source>
        <translation>Pause; forespørsler tas fortsatt opp</translation>
    </message>
    <message>
        <source>Export recorded requests (HAR or NDJSON)</source>
        <translation>Eksporter det som er tatt opp (HAR eller NDJSON)</translation>
    </message>
    <message>
        <source>No requests yet. Send one, and it appears here with everything its hooks log.</source>
        <translation>Ingen forespørsler ennå. Send en, og den dukker opp her med alt hookene dens logger.</translation>
    </message>
    <message>
        <source>No requests match the filter.</source>
        <translation>Ingenting passer til filteret.</translation>
    </message>
    <message>
        <source>%1 %2 is sent again: it may change documents, and its hooks run again.</source>
        <translation>%1 %2 sendes på ordentlig: dokumenter kan endres, og hookene kjøres igjen.</translation>
    </message>
    <message>
        <source>Export recorded requests</source>
        <translation>Eksporter det som er tatt opp</translation>
    </message>
    <message>
        <source>HTTP archive (*.har);;One record per line (*.ndjson)</source>
        <translation>HTTP-arkiver (*.har);;En post per linje (*.ndjson)</translation>
    </message>
    <message>
        <source>The file could not be written</source>
        <translation>Filen kan ikke skrives</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>4xx</source>
        <translation>4xx</translation>
    </message>
    <message>
        <source>5xx</source>
        <translation>5xx</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Vis %1</translation>
    </message>
    <message>
        <source>Show the requests of this window</source>
        <translation>Vis forespørslene fra dette vinduet</translation>
    </message>
    <message>
        <source>key rejected</source>
        <translation>nøkkel avvist</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>ikke noe svar</translation>
    </message>
    <message>
        <source>server stopped</source>
        <translation>serveren er stoppet</translation>
    </message>
</context>
<context>
    <name>JobEditor</name>
    <message>
        <source>Every minute</source>
        <translation>Hvert minutt</translation>
    </message>
    <message>
        <source>Every 10 minutes</source>
        <translation>Hvert 10. minutt</translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>Hver time</translation>
    </message>
    <message>
        <source>Every day at 03:00</source>
        <translation>Hver dag klokka 03:00</translation>
    </message>
    <message>
        <source>Every Monday at 09:00</source>
        <translation>Hver mandag klokka 09:00</translation>
    </message>
    <message>
        <source>First day of the month</source>
        <translation>Første dag i måneden</translation>
    </message>
    <message>
        <source>Every year</source>
        <translation>Hvert år</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beskrivelse</translation>
    </message>
    <message>
        <source>Edit script</source>
        <translation>Rediger skript</translation>
    </message>
    <message>
        <source>Minute</source>
        <translation>Minutt</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Dag</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Måned</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>Ukedag</translation>
    </message>
    <message>
        <source>Crontab</source>
        <translation>Crontab</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Maler</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Tidssone</translation>
    </message>
    <message>
        <source>Time limit in seconds</source>
        <translation>Tidsgrense i sekunder</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Catch up on missed runs</source>
        <translation>Ta igjen kjøringer som gikk tapt</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Tilbakestill</translation>
    </message>
    <message>
        <source>Save job</source>
        <translation>Lagre jobb</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Ctrl+S</translation>
    </message>
    <message>
        <source>Save the job first</source>
        <translation>Lagre jobben først</translation>
    </message>
    <message>
        <source>Next runs, local time</source>
        <translation>Neste kjøringer, lokal tid</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Forkast</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behold</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Sammenlign</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Bruk deres</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Behold mine</translation>
    </message>
    <message>
        <source>Unsaved changes from %1 were restored.</source>
        <translation>Ulagrede endringer fra %1 er gjenopprettet.</translation>
    </message>
    <message>
        <source>Somebody else saved this job while you were editing it.</source>
        <translation>Noen andre lagret denne jobben mens du redigerte den.</translation>
    </message>
    <message>
        <source>Weekdays at 09:00</source>
        <translation>Arbeidsdager klokka 09:00</translation>
    </message>
    <message>
        <source>Job description</source>
        <translation>Beskrivelse av jobben</translation>
    </message>
    <message>
        <source>Time zone from the settings</source>
        <translation>Tidssonen i innstillingene</translation>
    </message>
    <message>
        <source>Default limit</source>
        <translation>Vanlig grense</translation>
    </message>
    <message>
        <source>A run is stopped after this many seconds</source>
        <translation>Kjøringen stoppes etter så mange sekunder</translation>
    </message>
    <message>
        <source>Runs once for all runs missed while the server was down or the machine slept</source>
        <translation>Når serveren var nede eller maskinen sov, kjører den én gang for alt som gikk tapt</translation>
    </message>
    <message>
        <source>Select a job or create one.</source>
        <translation>Velg en jobb, eller lag en.</translation>
    </message>
    <message>
        <source>Create job</source>
        <translation>Lag jobb</translation>
    </message>
</context>
<context>
    <name>JobModel</name>
    <message>
        <source>paused</source>
        <translation>på pause</translation>
    </message>
    <message>
        <source>never</source>
        <translation>aldri</translation>
    </message>
    <message>
        <source>running since %1</source>
        <translation>kjører siden %1</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>ikke ennå</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s)</source>
        <translation>
            <numerusform>%Ln kjøring</numerusform>
            <numerusform>%Ln kjøringer</numerusform>
        </translation>
    </message>
    <message>
        <source>On</source>
        <translation>På</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Jobb</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Tidsplan</translation>
    </message>
    <message>
        <source>Next run</source>
        <translation>Neste kjøring</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>Siste kjøring</translation>
    </message>
    <message>
        <source>Last %1 runs</source>
        <translation>Siste %1 kjøringer</translation>
    </message>
    <message>
        <source>No description</source>
        <translation>Uten beskrivelse</translation>
    </message>
    <message>
        <source>Active; press Space to pause it</source>
        <translation>Kjører etter klokka; trykk mellomrom for pause</translation>
    </message>
    <message>
        <source>Paused; press Space to resume it</source>
        <translation>På pause; trykk mellomrom for å la den kjøre etter klokka</translation>
    </message>
</context>
<context>
    <name>JobTexts</name>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>mislyktes</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>stoppet</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>hoppet over</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>for lenge</translation>
    </message>
</context>
<context>
    <name>JobsPanel</name>
    <message>
        <source>Filter jobs</source>
        <translation>Filtrer jobber</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Run now</source>
        <translation>Kjør nå</translation>
    </message>
    <message>
        <source>New job</source>
        <translation>Ny jobb</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Jobber</translation>
    </message>
    <message>
        <source>The job</source>
        <translation>Jobben</translation>
    </message>
    <message>
        <source>Delete the job?</source>
        <translation>Slette jobben?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Slett</translation>
    </message>
    <message>
        <source>Delete the selected job (Del)</source>
        <translation>Slett den valgte jobben (Del)</translation>
    </message>
    <message>
        <source>Stop the current run</source>
        <translation>Stopp kjøringen av den valgte jobben</translation>
    </message>
    <message>
        <source>Run the selected job now (F9)</source>
        <translation>Kjør den valgte jobben nå (F9)</translation>
    </message>
    <message>
        <source>No jobs yet. A job is a script that runs on a schedule: press New job, or POST one to /rest/system_jobs.</source>
        <translation>Ingen jobber ennå. En jobb er et skript som kjører etter klokka: trykk Ny jobb, eller send en med POST til /rest/system_jobs.</translation>
    </message>
    <message>
        <source>No jobs match the filter.</source>
        <translation>Ingen jobb passer til filteret.</translation>
    </message>
    <message>
        <source>“%1” will no longer run, and all versions of its script are deleted. Its log entries stay in System_log. This cannot be undone.</source>
        <translation>«%1» kjører ikke mer, og skriptet går med alle versjoner. Det den gjorde, blir i System_log. Dette kan ikke angres.</translation>
    </message>
</context>
<context>
    <name>KeyBanner</name>
    <message>
        <source>Copy</source>
        <translation>Kopier</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Ferdig</translation>
    </message>
    <message>
        <source>Your full-access key. It is shown only once:</source>
        <translation>Nøkkelen din med full tilgang. Den vises bare denne ene gangen:</translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>New API key</source>
        <translation>Ny API-nøkkel</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Full access, for servers and administrators</source>
        <translation>Full tilgang, for servere og administratorer</translation>
    </message>
    <message>
        <source>Web, for pages and apps, with limits</source>
        <translation>Nett, for sider og apper, med grenser</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>T&amp;ype</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>&amp;Beskrivelse</translation>
    </message>
    <message>
        <source>&amp;Path</source>
        <translation>&amp;Sti</translation>
    </message>
    <message>
        <source>Only from &amp;origin</source>
        <translation>Bare fra &amp;opphav</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Lag nøkkelen</translation>
    </message>
    <message>
        <source>What it is used for</source>
        <translation>Hvem som bruker den</translation>
    </message>
    <message>
        <source>After /rest: /customers/** is a collection and everything in it, * is one part of a path</source>
        <translation>Bak /rest: /customers/** er en samling med alt i den, * en vilkårlig del av en sti</translation>
    </message>
    <message>
        <source>Reject requests without an origin</source>
        <translation>Avvis forespørsler som ikke oppgir opphav</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Metoder</translation>
    </message>
</context>
<context>
    <name>KeysPanel</name>
    <message>
        <source>%1 on %2</source>
        <comment>methods, path</comment>
        <translation>%1 på %2</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>API-nøkler</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Trekk tilbake</translation>
    </message>
    <message>
        <source>New key…</source>
        <translation>Ny nøkkel…</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Nøkkel</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Opphav</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beskrivelse</translation>
    </message>
    <message>
        <source>full</source>
        <translation>full</translation>
    </message>
    <message>
        <source>web</source>
        <translation>nett</translation>
    </message>
    <message>
        <source>

It is the only key of full access: until you make another, only this window and hookdeskd key can administer the database.</source>
        <translation>

Det er den eneste nøkkelen med full tilgang: til du lager en annen, kan bare dette vinduet og hookdeskd key administrere databasen.</translation>
    </message>
    <message>
        <source>Revoke the key?</source>
        <translation>Trekke tilbake nøkkelen?</translation>
    </message>
    <message>
        <source>all collections</source>
        <translation>alt</translation>
    </message>
    <message>
        <source>A key is shown only once, when it is created.</source>
        <translation>En nøkkel selv vises én gang, når den lages.</translation>
    </message>
    <message>
        <source>Requests with this key are rejected from then on (Del)</source>
        <translation>Forespørsler med den avvises fra da av (Delete)</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Laget</translation>
    </message>
    <message>
        <source>Requests with the key %1 are rejected from then on. This cannot be undone.</source>
        <translation>Forespørsler med nøkkelen %1 avvises fra da av. Dette kan ikke angres.</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Rettigheter</translation>
    </message>
</context>
<context>
    <name>LineValues</name>
    <message>
        <source>was %1</source>
        <translation>var %1</translation>
    </message>
</context>
<context>
    <name>LogModel</name>
    <message>
        <source>caught up</source>
        <translation>tatt igjen</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Jobb</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultat</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Utdata</translation>
    </message>
    <message>
        <source>manual</source>
        <translation>for hånd</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>klokke</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Tok</translation>
    </message>
    <message>
        <source>Started by</source>
        <translation>Startet av</translation>
    </message>
</context>
<context>
    <name>LogPanel</name>
    <message>
        <source>All results</source>
        <translation>Alle resultater</translation>
    </message>
    <message>
        <source>Ok</source>
        <translation>Ok</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Stoppet</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Hoppet over</translation>
    </message>
    <message>
        <source>Runs of</source>
        <translation>Kjøringer av</translation>
    </message>
    <message>
        <source>All jobs</source>
        <translation>Alle jobber</translation>
    </message>
    <message>
        <source>All failures</source>
        <translation>Alle som mislyktes</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>For lenge</translation>
    </message>
    <message>
        <source>Finished runs</source>
        <translation>Kjøringer som er ferdige</translation>
    </message>
    <message>
        <source>Refresh (F5)</source>
        <translation>Les på nytt (F5)</translation>
    </message>
    <message>
        <source>Show the run in the inspector (Enter)</source>
        <translation>Vis kjøringen i inspektøren (Enter)</translation>
    </message>
    <message>
        <source>Job runs</source>
        <translation>Kjøringer av jobber</translation>
    </message>
    <message>
        <source>No runs match the filter.</source>
        <translation>Ingen kjøring passer til filteret.</translation>
    </message>
    <message>
        <source>No job has run yet. Each run adds a line here.</source>
        <translation>Ingen jobb har kjørt ennå. Hver kjøring legger igjen en linje her.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>No database is open</source>
        <translation>Ingen database er åpen</translation>
    </message>
    <message>
        <source>The server is stopped</source>
        <translation>Serveren er stoppet</translation>
    </message>
    <message>
        <source>Server running on %1</source>
        <translation>Serveren kjører på %1</translation>
    </message>
    <message>
        <source>Writing the backup…</source>
        <translation>Skriver sikkerhetskopien…</translation>
    </message>
    <message>
        <source>Backed up to %1</source>
        <translation>Sikkerhetskopiert til %1</translation>
    </message>
    <message>
        <source>Restore the backup?</source>
        <translation>Gjenopprette sikkerhetskopien?</translation>
    </message>
    <message>
        <source>%1 becomes what the backup %2 holds. What it is now is kept in a file beside it, with the time in its name.</source>
        <translation>%1 blir det sikkerhetskopien %2 inneholder. Det den er nå, beholdes i en fil ved siden av, med tiden i navnet.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Gjenopprett</translation>
    </message>
    <message>
        <source>%1 will not be overwritten. Open it, or choose another name for the new database.</source>
        <translation>%1 blir ikke overskrevet. Åpne den, eller velg et annet navn for den nye databasen.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Åpne</translation>
    </message>
    <message>
        <source>This file already exists</source>
        <translation>Denne filen finnes allerede</translation>
    </message>
    <message>
        <source>The database could not be backed up</source>
        <translation>Databasen kan ikke sikkerhetskopieres</translation>
    </message>
    <message>
        <source>Open databases</source>
        <translation>Åpne databaser</translation>
    </message>
    <message>
        <source>%1 (production)</source>
        <translation>%1 (produksjon)</translation>
    </message>
    <message>
        <source>Connected to %1</source>
        <translation>Koblet til %1</translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <translation>%1 svarer ikke</translation>
    </message>
    <message>
        <source>This database is served by another program</source>
        <translation>Et annet program driver denne databasen</translation>
    </message>
    <message>
        <source>Backups are written and restored where it is served: use hookdeskd backup, which also works with --server %1.</source>
        <translation>Sikkerhetskopier skrives og gjenopprettes der den kjører: bruk hookdeskd backup, også med --server %1.</translation>
    </message>
    <message>
        <source>%1 rejected the key</source>
        <translation>%1 avviste nøkkelen</translation>
    </message>
    <message>
        <source>Nothing to import into</source>
        <translation>Ingenting å importere til</translation>
    </message>
    <message>
        <source>Open the collection that %1 is to be imported into, and drop it there.</source>
        <translation>Åpne samlingen som %1 skal importeres til, og slipp filen der.</translation>
    </message>
</context>
<context>
    <name>MarkDialog</name>
    <message>
        <source>Name and color</source>
        <translation>Navn og farge</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lagre</translation>
    </message>
</context>
<context>
    <name>MarkForm</name>
    <message>
        <source>&amp;Production: type the name before actions that cannot be undone</source>
        <translation>&amp;Produksjon: skriv navnet før det som ikke kan angres</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Navn</translation>
    </message>
    <message>
        <source>Indigo</source>
        <translation>Indigo</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Petrol</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>Rav</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rød</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blå</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>Lilla</translation>
    </message>
    <message>
        <source>Color</source>
        <translation>Farge</translation>
    </message>
</context>
<context>
    <name>Navigator</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter collections</source>
        <translation>Filtrer samlinger</translation>
    </message>
    <message>
        <source>New collection (Ctrl+Shift+N)</source>
        <translation>Ny samling (Ctrl+Shift+N)</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>Ny samling</translation>
    </message>
    <message>
        <source>Collections</source>
        <translation>Samlinger</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>Moduler</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Følg med</translation>
    </message>
    <message>
        <source>REST inspector</source>
        <translation>REST-inspektør</translation>
    </message>
    <message>
        <source>Has codehooks</source>
        <translation>Har codehooker</translation>
    </message>
    <message>
        <source>New module…</source>
        <translation>Ny modul…</translation>
    </message>
    <message>
        <source>A script that the codehooks of all collections can require</source>
        <translation>Et skript som codehookene i alle samlinger kan bruke</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumenter</translation>
    </message>
    <message>
        <source>Settings and codehook</source>
        <translation>Innstillinger og codehook</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Gi nytt navn…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Åpne</translation>
    </message>
    <message>
        <source>Codehook</source>
        <translation>Codehook</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Rediger</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Slett…</translation>
    </message>
    <message>
        <source>New collection…</source>
        <translation>Ny samling…</translation>
    </message>
    <message>
        <source>Scripts that run on a schedule</source>
        <translation>Skript som kjører etter klokka</translation>
    </message>
    <message>
        <source>Results of job runs</source>
        <translation>Hva det ble av hver kjøring av en jobb</translation>
    </message>
    <message>
        <source>Codehooks are disabled</source>
        <translation>Codehookene er slått av</translation>
    </message>
    <message>
        <source>None yet: press + to create one</source>
        <translation>Ingen ennå: trykk + for å lage en</translation>
    </message>
    <message>
        <source>Open as documents</source>
        <translation>Som dokumenter</translation>
    </message>
    <message>
        <source>A codehook failed: %1</source>
        <translation>En codehook feilet: %1</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Forespørsler</translation>
    </message>
    <message>
        <source>Write, send and check requests</source>
        <translation>Skriv, send og kontroller forespørsler</translation>
    </message>
</context>
<context>
    <name>NodeChoice</name>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>The server whose requests are shown</source>
        <translation>Serveren som forespørslene vises for</translation>
    </message>
    <message>
        <source>%1 (this one)</source>
        <translation>%1 (denne)</translation>
    </message>
    <message>
        <source>%1 (not running)</source>
        <translation>%1 (kjører ikke)</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>%1 settings</source>
        <translation>%1 innstillinger</translation>
    </message>
    <message>
        <source>Job %1</source>
        <translation>Jobb %1</translation>
    </message>
    <message>
        <source>Search in scripts</source>
        <translation>Søk i skript</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>API-nøkler</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Brukere</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Innstillinger</translation>
    </message>
    <message>
        <source>Saved by somebody else</source>
        <translation>Lagret av noen andre</translation>
    </message>
    <message>
        <source>Your version</source>
        <translation>Din versjon</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Problemer</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Forespørsler</translation>
    </message>
</context>
<context>
    <name>PairReader</name>
    <message>
        <source>%1 runs an older version of Hookdesk that cannot be compared. Update it.</source>
        <translation>%1 kjører en eldre versjon av Hookdesk som ikke kan sammenlignes. Oppdater den.</translation>
    </message>
    <message>
        <source>%1 rejected the key. Comparing needs a full-access key.</source>
        <translation>%1 avviste nøkkelen. Sammenligning krever en nøkkel med full tilgang.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kan ikke leses: %2</translation>
    </message>
</context>
<context>
    <name>PairTable</name>
    <message>
        <source>Name</source>
        <translation>Navn</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Verdi</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message>
        <source>Results</source>
        <translation>Det som passer</translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>Ingen treff</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Innstillinger for programmet</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Bruk</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Lys</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Mørk</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>&amp;Text size</source>
        <translation>&amp;Tekststørrelse</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Språk</translation>
    </message>
    <message>
        <source>Closing the window leaves the server running, with an icon in the tray</source>
        <translation>Å lukke vinduet lar serveren kjøre, med et ikon i systemkurven</translation>
    </message>
    <message>
        <source>Follow system</source>
        <translation>Som skrivebordet</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farger</translation>
    </message>
    <message>
        <source>&amp;Server address</source>
        <translation>&amp;Serverens adresse</translation>
    </message>
    <message>
        <source>This desktop has no system tray.</source>
        <translation>Dette skrivebordet har ingen systemkurv.</translation>
    </message>
    <message>
        <source>Address and port, for example 127.0.0.1:8787; port 0 uses a free port.</source>
        <translation>En adresse på denne maskinen og en port, for eksempel 127.0.0.1:8787; port 0 tar en ledig.</translation>
    </message>
    <message>
        <source>Reachable only from this computer.</source>
        <translation>Nås bare fra denne maskinen.</translation>
    </message>
    <message>
        <source>Reachable from the network: clients need a key, and the connection is not encrypted.</source>
        <translation>Andre i nettverket kan nå den: de trenger en nøkkel, og det de sender, er ikke kryptert.</translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <source>Problems</source>
        <translation>Problemer</translation>
    </message>
    <message>
        <source>Reading the scripts…</source>
        <translation>Leser skriptene …</translation>
    </message>
    <message>
        <source>Show errors</source>
        <translation>Vis feil</translation>
    </message>
    <message>
        <source>Show warnings</source>
        <translation>Vis advarsler</translation>
    </message>
    <message>
        <source>Checking %1…</source>
        <translation>Kontrollerer %1 …</translation>
    </message>
    <message>
        <source>%1, %2 in %3</source>
        <translation>%1, %2 i %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln error(s)</source>
        <translation>
            <numerusform>%Ln feil</numerusform>
            <numerusform>%Ln feil</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln warning(s)</source>
        <translation>
            <numerusform>%Ln advarsel</numerusform>
            <numerusform>%Ln advarsler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln saved script(s)</source>
        <translation>
            <numerusform>%Ln lagret skript</numerusform>
            <numerusform>%Ln lagrede skript</numerusform>
        </translation>
    </message>
    <message>
        <source>No scripts</source>
        <translation>Ingen skript</translation>
    </message>
    <message>
        <source>All problems are hidden by the two switches above.</source>
        <translation>De to bryterne over skjuler alle problemer.</translation>
    </message>
    <message>
        <source>No problems. What is saved in a codehook, a module or a job is checked here.</source>
        <translation>Ingen problemer. Her kontrolleres det som er lagret i en codehook, en modul eller en jobb.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Linje %1: %2</translation>
    </message>
    <message>
        <source>error</source>
        <translation>feil</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>advarsel</translation>
    </message>
    <message>
        <source>Line %1: here it is opened</source>
        <translation>Linje %1: her åpnes den</translation>
    </message>
</context>
<context>
    <name>ProgressDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Hvor langt det er kommet</translation>
    </message>
</context>
<context>
    <name>QueryCompletion</name>
    <message>
        <source>equal</source>
        <translation>lik</translation>
    </message>
    <message>
        <source>not equal</source>
        <translation>ikke lik</translation>
    </message>
    <message>
        <source>greater</source>
        <translation>større</translation>
    </message>
    <message>
        <source>greater or equal</source>
        <translation>større eller lik</translation>
    </message>
    <message>
        <source>less</source>
        <translation>mindre</translation>
    </message>
    <message>
        <source>less or equal</source>
        <translation>mindre eller lik</translation>
    </message>
    <message>
        <source>between two values: [from, to]</source>
        <translation>mellom to verdier: [fra, til]</translation>
    </message>
    <message>
        <source>one of a list</source>
        <translation>en i en liste</translation>
    </message>
    <message>
        <source>none of a list</source>
        <translation>ingen i en liste</translation>
    </message>
    <message>
        <source>the field is there, or not</source>
        <translation>feltet er der, eller ikke</translation>
    </message>
    <message>
        <source>matches a regular expression</source>
        <translation>passer til et regulært uttrykk</translation>
    </message>
    <message>
        <source>of $regex: i ignores case</source>
        <translation>til $regex: i ser bort fra store og små</translation>
    </message>
    <message>
        <source>the condition does not hold</source>
        <translation>betingelsen gjelder ikke</translation>
    </message>
    <message>
        <source>an array with all of these</source>
        <translation>en liste med alle disse</translation>
    </message>
    <message>
        <source>an element of an array holds to conditions</source>
        <translation>et element i en liste oppfyller betingelser</translation>
    </message>
    <message>
        <source>the length of an array</source>
        <translation>lengden på en liste</translation>
    </message>
    <message>
        <source>the type of the value</source>
        <translation>typen verdi</translation>
    </message>
    <message>
        <source>divisor and remainder: [4, 0]</source>
        <translation>divisor og rest: [4, 0]</translation>
    </message>
    <message>
        <source>all of a list of queries hold</source>
        <translation>alle spørringene i en liste gjelder</translation>
    </message>
    <message>
        <source>one of a list of queries holds</source>
        <translation>en av spørringene i en liste gjelder</translation>
    </message>
    <message>
        <source>none of a list of queries holds</source>
        <translation>ingen av spørringene i en liste gjelder</translation>
    </message>
    <message>
        <source>the values of a field, once each</source>
        <translation>verdiene i et felt, hver én gang</translation>
    </message>
</context>
<context>
    <name>QueryField</name>
    <message>
        <source>Completions</source>
        <translation>Forslag</translation>
    </message>
</context>
<context>
    <name>Recording</name>
    <message>
        <source>This is no recording of a run.</source>
        <translation>Dette er ikke et opptak av en kjøring.</translation>
    </message>
    <message>
        <source>This recording was made by a later version of Hookdesk.</source>
        <translation>Dette opptaket er laget av en nyere versjon av Hookdesk.</translation>
    </message>
    <message>
        <source>This recording has no steps.</source>
        <translation>Dette opptaket har ingen steg.</translation>
    </message>
</context>
<context>
    <name>RelatedPreview</name>
    <message>
        <source>The document %1 in %2 no longer exists.</source>
        <translation>Dokumentet %1 i %2 finnes ikke lenger.</translation>
    </message>
</context>
<context>
    <name>RemoteClient</name>
    <message>
        <source>%1 is not trusted: %2. Add the authority of its certificate to those of this system.</source>
        <translation>%1 er ikke til å stole på: %2. Legg utstederen av sertifikatet til dem på dette systemet.</translation>
    </message>
    <message>
        <source>%1 does not answer: %2. See that the server runs there.</source>
        <translation>%1 svarer ikke: %2. Se etter om serveren kjører der.</translation>
    </message>
    <message>
        <source>The answer of %1 is too large.</source>
        <translation>Svaret fra %1 er for stort.</translation>
    </message>
    <message>
        <source>%1 closed the connection without an answer. Reload to see what is stored.</source>
        <translation>%1 lukket forbindelsen uten å svare. Last inn på nytt for å se hva som er lagret.</translation>
    </message>
    <message>
        <source>The answer of %1 is incomplete: %2. Reload to see what is stored.</source>
        <translation>Svaret fra %1 er ufullstendig: %2. Last inn på nytt for å se hva som er lagret.</translation>
    </message>
</context>
<context>
    <name>Replacement</name>
    <message>
        <source>Somebody else has saved it meanwhile.</source>
        <translation>Noen andre har lagret det i mellomtiden.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Linje %1: %2</translation>
    </message>
</context>
<context>
    <name>ReplayCode</name>
    <message>
        <source>Recorded scripts</source>
        <translation>Skript i opptaket</translation>
    </message>
    <message>
        <source>Recorded script</source>
        <translation>Skriptet i opptaket</translation>
    </message>
    <message>
        <source>%1 at step %2 (line %3)</source>
        <translation>%1 i steg %2 (linje %3)</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>var %1</translation>
    </message>
    <message>
        <source>Go to where it was set</source>
        <translation>Gå dit den ble satt</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Overvåk</translation>
    </message>
    <message>
        <source>Do not stop when it changes</source>
        <translation>Ikke stopp når den endres</translation>
    </message>
    <message>
        <source>Stop when it changes</source>
        <translation>Stopp når den endres</translation>
    </message>
</context>
<context>
    <name>ReplayExpression</name>
    <message>
        <source>Something is missing at the end.</source>
        <translation>Noe mangler på slutten.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not understood here.</source>
        <translation>«%1» forstås ikke her.</translation>
    </message>
</context>
<context>
    <name>ReplaySide</name>
    <message>
        <source>changed only</source>
        <translation>bare endrede</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>Variabler</translation>
    </message>
    <message>
        <source>Go to where it was set</source>
        <translation>Gå dit den ble satt</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Overvåk</translation>
    </message>
    <message>
        <source>Watches</source>
        <translation>Overvåket</translation>
    </message>
    <message>
        <source>Delete removes a watch</source>
        <translation>Delete fjerner et uttrykk</translation>
    </message>
    <message>
        <source>Add a watch</source>
        <translation>Overvåk et uttrykk</translation>
    </message>
    <message>
        <source>Add a watch: order.lines[0].count &gt; 2</source>
        <translation>Overvåk et uttrykk: order.lines[0].count &gt; 2</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Fjern</translation>
    </message>
    <message>
        <source>Call stack</source>
        <translation>Kallstakk</translation>
    </message>
    <message>
        <source>Stops and log points</source>
        <translation>Stoppunkter og loggpunkter</translation>
    </message>
    <message>
        <source>Click beside a line to stop there; Shift+click for a condition or text</source>
        <translation>Klikk ved siden av en linje for å stoppe der, Shift+klikk for en betingelse eller tekst</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Sammenligning</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>steg %1</translation>
    </message>
    <message>
        <source>Both runs did the same, step by step.</source>
        <translation>Begge kjøringene gjorde det samme, steg for steg.</translation>
    </message>
    <message>
        <source>First other value at %1: %2 is %3 instead of %4.</source>
        <translation>Første andre verdi i %1: %2 er %3 i stedet for %4.</translation>
    </message>
    <message>
        <source>First other line at %1: line %2 instead of line %3.</source>
        <translation>Første andre linje i %1: linje %2 i stedet for linje %3.</translation>
    </message>
    <message>
        <source>Both ran the same lines.</source>
        <translation>Begge kjørte de samme linjene.</translation>
    </message>
    <message>
        <source>… of %1</source>
        <translation>… av %1</translation>
    </message>
    <message>
        <source>(returns)</source>
        <translation>(returnerer)</translation>
    </message>
    <message>
        <source>Of a function around this one</source>
        <translation>Fra en funksjon utenfor denne</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>var %1</translation>
    </message>
    <message>
        <source>%1 became %2</source>
        <translation>%1 ble %2</translation>
    </message>
    <message>
        <source>not set here</source>
        <translation>ikke satt her</translation>
    </message>
    <message>
        <source>(anonymous)</source>
        <translation>(anonym)</translation>
    </message>
    <message>
        <source>after</source>
        <translation>etter</translation>
    </message>
    <message>
        <source>begun in</source>
        <translation>startet i</translation>
    </message>
    <message>
        <source>when %1</source>
        <translation>når %1</translation>
    </message>
    <message>
        <source>log &quot;%1&quot;</source>
        <translation>logger «%1»</translation>
    </message>
    <message>
        <source>Stop when it changes, or no longer</source>
        <translation>Stopp når den endres, eller ikke lenger</translation>
    </message>
    <message>
        <source>%1 changes</source>
        <translation>%1 endres</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>ikke til stede</translation>
    </message>
</context>
<context>
    <name>ReplaySlider</name>
    <message>
        <source>Steps of the run</source>
        <translation>Stegene i kjøringen</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Steg %1 av %2</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>Steg %1</translation>
    </message>
</context>
<context>
    <name>ReplaySteps</name>
    <message>
        <source>Steps</source>
        <translation>Steg</translation>
    </message>
</context>
<context>
    <name>ReplayStepsModel</name>
    <message>
        <source>Step</source>
        <translation>Steg</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linje</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funksjon</translation>
    </message>
    <message>
        <source>What it did</source>
        <translation>Hva det gjorde</translation>
    </message>
</context>
<context>
    <name>ReplayView</name>
    <message>
        <source>Replay</source>
        <translation>Avspilling</translation>
    </message>
    <message>
        <source>Compare with a recording…</source>
        <translation>Sammenlign med et opptak…</translation>
    </message>
    <message>
        <source>Compare with the recording before</source>
        <translation>Sammenlign med forrige opptak</translation>
    </message>
    <message>
        <source>Not compared</source>
        <translation>Ikke sammenlignet</translation>
    </message>
    <message>
        <source>Save as file…</source>
        <translation>Lagre som fil…</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>Åpne et opptak…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mer</translation>
    </message>
    <message>
        <source>%1 more steps were not kept: a recording has 100,000 steps or 16 MiB. Its last calls, log lines and end are there.</source>
        <translation>%1 steg til ble ikke tatt vare på: Et opptak har 100 000 steg eller 16 MiB. De siste kallene, logglinjene og slutten er med.</translation>
    </message>
    <message>
        <source>step %1 of %2, %3 ms</source>
        <translation>steg %1 av %2, %3 ms</translation>
    </message>
    <message>
        <source>Save the recording</source>
        <translation>Lagre opptaket</translation>
    </message>
    <message>
        <source>Recordings (*.hookrun);;All files (*)</source>
        <translation>Opptak (*.hookrun);;Alle filer (*)</translation>
    </message>
    <message>
        <source>The file could not be written</source>
        <translation>Filen kunne ikke skrives</translation>
    </message>
    <message>
        <source>Compare with a recording</source>
        <translation>Sammenlign med et opptak</translation>
    </message>
</context>
<context>
    <name>RequestBook</name>
    <message>
        <source>This request is not there any more.</source>
        <translation>Denne forespørselen finnes ikke lenger.</translation>
    </message>
    <message>
        <source>There is a file %1 already.</source>
        <translation>Det finnes allerede en fil %1.</translation>
    </message>
</context>
<context>
    <name>RequestDetails</name>
    <message>
        <source>Request</source>
        <translation>Forespørsel</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Svar</translation>
    </message>
    <message>
        <source>Request as a curl command</source>
        <translation>Forespørselen som curl-kommando</translation>
    </message>
    <message>
        <source>Timing</source>
        <translation>Tider</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Sammenlign</translation>
    </message>
    <message>
        <source>Status %1 before, %2 now; %3 ms now.</source>
        <translation>Status %1 før, %2 nå; %3 ms nå.</translation>
    </message>
    <message>
        <source>Hooks</source>
        <translation>Hooker</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Logg</translation>
    </message>
    <message>
        <source>Open in a test run of its codehook (Ctrl+T)</source>
        <translation>Åpne i en testkjøring av codehooken (Ctrl+T)</translation>
    </message>
    <message numerus="yes">
        <source>[%Ln byte(s), not stored]</source>
        <translation>
            <numerusform>[%Ln byte, som ikke er tatt vare på]</numerusform>
            <numerusform>[%Ln byte, som ikke er tatt vare på]</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>[truncated; %Ln byte(s) in total]</source>
        <translation>
            <numerusform>[kuttet her; det var %Ln byte]</numerusform>
            <numerusform>[kuttet her; det var %Ln byte]</numerusform>
        </translation>
    </message>
    <message>
        <source>The hooks changed and called nothing.</source>
        <translation>Ingen hook endret eller kalte noe.</translation>
    </message>
    <message>
        <source>Changes and calls of the hooks</source>
        <translation>Hva hookene endret og kalte</translation>
    </message>
    <message>
        <source>Comparison of both responses</source>
        <translation>Begge svarene sammenlignet</translation>
    </message>
    <message>
        <source>Send again and compare the responses (Ctrl+Shift+R)</source>
        <translation>Send på nytt og sammenlign svarene (Ctrl+Shift+R)</translation>
    </message>
    <message>
        <source>Full access (this window)</source>
        <translation>Med alle rettighetene til dette vinduet</translation>
    </message>
    <message>
        <source>Key %1… %2</source>
        <comment>first characters and description of a key</comment>
        <translation>Som nøkkel %1… %2</translation>
    </message>
    <message>
        <source>The responses are identical.</source>
        <translation>Svarene er like.</translation>
    </message>
    <message>
        <source>Select a request</source>
        <translation>Velg en forespørsel</translation>
    </message>
    <message>
        <source>Show JSON as a tree</source>
        <translation>Vis JSON som tre</translation>
    </message>
    <message>
        <source>Find (Ctrl+F)</source>
        <translation>Finn (Ctrl+F)</translation>
    </message>
</context>
<context>
    <name>RequestEditor</name>
    <message>
        <source>Parameters of the query</source>
        <translation>Parametere i spørringen</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Hoder</translation>
    </message>
    <message>
        <source>Values taken out of the response</source>
        <translation>Verdier fra svaret</translation>
    </message>
    <message>
        <source>One per line: name = body.path
For example: token = body.token</source>
        <translation>Én per linje: navn = body.sti
For eksempel: token = body.token</translation>
    </message>
    <message>
        <source>Checks of the response</source>
        <translation>Kontroller av svaret</translation>
    </message>
    <message>
        <source>One per line. For example:
status == 201
body.list[0].field == &quot;email&quot;
body.error missing
duration &lt; 200</source>
        <translation>Én per linje. For eksempel:
status == 201
body.list[0].field == &quot;email&quot;
body.error missing
duration &lt; 200</translation>
    </message>
    <message>
        <source>The whole file as text</source>
        <translation>Hele filen som tekst</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Metode</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Tittel</translation>
    </message>
    <message>
        <source>Name for other requests</source>
        <translation>Navn for andre forespørsler</translation>
    </message>
    <message>
        <source>Name, for {{name.response.body}}</source>
        <translation>Navn, for {{name.response.body}}</translation>
    </message>
    <message>
        <source>Results of the checks</source>
        <translation>Resultater av kontrollene</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Innhold</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Spørring</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Verdier</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Kontroller</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Tekst</translation>
    </message>
    <message>
        <source>Values that later requests use as {{name}}</source>
        <translation>Verdier som senere forespørsler bruker som {{name}}</translation>
    </message>
    <message>
        <source>The file as it is kept, with comments and variables</source>
        <translation>Filen slik den lagres, med kommentarer og variabler</translation>
    </message>
</context>
<context>
    <name>RequestFileActions</name>
    <message>
        <source>New request</source>
        <translation>Ny forespørsel</translation>
    </message>
    <message>
        <source>New file…</source>
        <translation>Ny fil…</translation>
    </message>
    <message>
        <source>Import a file (Postman, HAR, OpenAPI, .http)…</source>
        <translation>Importer en fil (Postman, HAR, OpenAPI, .http)…</translation>
    </message>
    <message>
        <source>Paste a cURL command or another text</source>
        <translation>Lim inn en cURL-kommando eller annen tekst</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>Velg en annen mappe…</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Vis mappen</translation>
    </message>
    <message>
        <source>Run this file</source>
        <translation>Kjør denne filen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Kjør</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Dupliser</translation>
    </message>
    <message>
        <source>Rename file…</source>
        <translation>Gi filen nytt navn…</translation>
    </message>
    <message>
        <source>Delete request</source>
        <translation>Slett forespørselen</translation>
    </message>
    <message>
        <source>Delete file…</source>
        <translation>Slett filen…</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <comment>name of a request</comment>
        <translation>%1 (kopi)</translation>
    </message>
    <message>
        <source>New file of requests</source>
        <translation>Ny fil med forespørsler</translation>
    </message>
    <message>
        <source>Name, with folders: checkout/orders</source>
        <translation>Navn, med mapper: checkout/orders</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Opprett</translation>
    </message>
    <message>
        <source>There is such a file already.</source>
        <translation>Denne filen finnes allerede.</translation>
    </message>
    <message>
        <source>Rename file</source>
        <translation>Gi filen nytt navn</translation>
    </message>
    <message>
        <source>Name, with folders</source>
        <translation>Navn, med mapper</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Gi nytt navn</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>Slette %1?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Slett</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Lagre rapport</translation>
    </message>
    <message>
        <source>JUnit XML (*.xml)</source>
        <translation>JUnit-XML (*.xml)</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 kan ikke skrives.</translation>
    </message>
    <message>
        <source>Import requests</source>
        <translation>Importer forespørsler</translation>
    </message>
    <message>
        <source>Requests (*.json *.har *.http *.rest *.txt);;All files (*)</source>
        <translation>Forespørsler (*.json *.har *.http *.rest *.txt);;Alle filer (*)</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>%1 kan ikke leses.</translation>
    </message>
    <message>
        <source>Folder of requests</source>
        <translation>Mappe med forespørsler</translation>
    </message>
    <message>
        <source>There are unsaved changes</source>
        <translation>Det finnes ulagrede endringer</translation>
    </message>
    <message>
        <source>They are lost when another folder is opened.</source>
        <translation>De går tapt når en annen mappe åpnes.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Forkast</translation>
    </message>
    <message numerus="yes">
        <source>The file and its %Ln request(s) are deleted from the disk.</source>
        <translation>
            <numerusform>Filen og dens %Ln forespørsel slettes fra disken.</numerusform>
            <numerusform>Filen og dens %Ln forespørsler slettes fra disken.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) are kept in http-client.private.env.json.</source>
        <translation>
            <numerusform>%Ln nøkkel er lagret i http-client.private.env.json.</numerusform>
            <numerusform>%Ln nøkler er lagret i http-client.private.env.json.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestForm</name>
    <message>
        <source>Method</source>
        <translation>Metode</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Sti</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Spørring</translation>
    </message>
    <message>
        <source>Query, for example q={&quot;active&quot;:true}&amp;max=10</source>
        <translation>Spørring, for eksempel q={&quot;active&quot;:true}&amp;max=10</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Innhold</translation>
    </message>
    <message>
        <source>Body, as JSON</source>
        <translation>Innhold, som JSON</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Hodefelt</translation>
    </message>
    <message>
        <source>One per line: name: value</source>
        <translation>Ett per linje: navn: verdi</translation>
    </message>
    <message>
        <source>Fill with a recorded request or a document</source>
        <translation>Fyll ut med en registrert forespørsel eller et dokument</translation>
    </message>
    <message>
        <source>Newest document</source>
        <translation>Nyeste dokument</translation>
    </message>
    <message>
        <source>Reading the last requests…</source>
        <translation>Leser de siste forespørslene …</translation>
    </message>
    <message>
        <source>No requests were recorded</source>
        <translation>Ingen forespørsler er registrert</translation>
    </message>
    <message>
        <source>No requests of %1 were recorded</source>
        <translation>Ingen forespørsler for %1 er registrert</translation>
    </message>
</context>
<context>
    <name>RequestQueue</name>
    <message numerus="yes">
        <source>%Ln document(s) were rejected. %1</source>
        <translation>
            <numerusform>%Ln dokument ble avvist. %1</numerusform>
            <numerusform>%Ln dokumenter ble avvist. %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestTexts</name>
    <message>
        <source>&quot;%1&quot; is no path such as body.list[0].name.</source>
        <translation>«%1» er ikke en sti som body.list[0].name.</translation>
    </message>
    <message>
        <source>The body is empty.</source>
        <translation>Innholdet er tomt.</translation>
    </message>
    <message>
        <source>The body is no JSON, so nothing is found inside of it.</source>
        <translation>Innholdet er ikke JSON, så ingenting finnes i det.</translation>
    </message>
    <message>
        <source>%1 requests are not supported.</source>
        <translation>Forespørsler av typen %1 støttes ikke.</translation>
    </message>
    <message>
        <source>A variable is written as @name = value.</source>
        <translation>En variabel skrives som @navn = verdi.</translation>
    </message>
    <message>
        <source>Scripts before a request are kept, but not run.</source>
        <translation>Skript før en forespørsel beholdes, men kjøres ikke.</translation>
    </message>
    <message>
        <source>This is no request; one begins with a method and an address, such as GET https://example.com.</source>
        <translation>Dette er ingen forespørsel; en begynner med metode og adresse, for eksempel GET https://example.com.</translation>
    </message>
    <message>
        <source>This is no header; one is written as name: value. A body is separated from the headers by a blank line.</source>
        <translation>Dette er ikke et hode; et skrives som navn: verdi. En tom linje skiller innholdet fra hodene.</translation>
    </message>
    <message>
        <source>Scripts for a response are kept, but not run; use # @check and # @set.</source>
        <translation>Skript for et svar beholdes, men kjøres ikke; bruk # @check og # @set.</translation>
    </message>
    <message>
        <source>What follows a script for the response is not sent.</source>
        <translation>Det som følger etter et skript for svaret, sendes ikke.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no check such as status == 200 or body.name exists. The operators are ==, !=, &lt;, &lt;=, &gt;, &gt;=, contains, matches, exists and missing.</source>
        <translation>«%1» er ingen kontroll som status == 200 eller body.name exists. Operatorene er ==, !=, &lt;, &lt;=, &gt;, &gt;=, contains, matches, exists og missing.</translation>
    </message>
    <message>
        <source>is %1</source>
        <translation>er %1</translation>
    </message>
    <message>
        <source>cannot be compared: %1</source>
        <translation>kan ikke sammenlignes: %1</translation>
    </message>
    <message>
        <source>is %1, which has no order with %2</source>
        <translation>er %1, som ikke kan ordnes sammen med %2</translation>
    </message>
    <message>
        <source>%1 should be missing, but is %2</source>
        <translation>%1 skulle mangle, men er %2</translation>
    </message>
    <message>
        <source>%1 should exist, but is missing</source>
        <translation>%1 skulle finnes, men mangler</translation>
    </message>
    <message>
        <source>cannot be looked at: %1</source>
        <translation>kan ikke undersøkes: %1</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>mangler</translation>
    </message>
    <message>
        <source>expected %1 %2 %3, but it %4</source>
        <translation>forventet: %1 %2 %3, men det %4</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not written as name = body.path.</source>
        <translation>«%1» er ikke skrevet som navn = body.sti.</translation>
    </message>
    <message>
        <source>The option --%1 of curl is left out.</source>
        <translation>Valget --%1 til curl utelates.</translation>
    </message>
    <message>
        <source>The command has no address.</source>
        <translation>Kommandoen har ingen adresse.</translation>
    </message>
    <message>
        <source>This is no command of curl.</source>
        <translation>Dette er ingen curl-kommando.</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no object of variables.</source>
        <translation>%1: «%2» er ikke et objekt med variabler.</translation>
    </message>
    <message>
        <source>%1 is no object of environments.</source>
        <translation>%1 er ikke et objekt med miljøer.</translation>
    </message>
    <message>
        <source>%1 is left out, because it is not of HTTP.</source>
        <translation>%1 utelates, fordi det ikke er HTTP.</translation>
    </message>
    <message>
        <source>%1 has {{, which begins a variable here.</source>
        <translation>%1 inneholder {{, som begynner en variabel her.</translation>
    </message>
    <message>
        <source>There are no requests in this HAR file.</source>
        <translation>Det er ingen forespørsler i denne HAR-filen.</translation>
    </message>
    <message>
        <source>Only the first %1 requests were taken.</source>
        <translation>Bare de første %1 forespørslene ble tatt med.</translation>
    </message>
    <message>
        <source>Only the first %1 MiB of requests were taken.</source>
        <translation>Bare de første %1 MiB av forespørslene ble tatt med.</translation>
    </message>
    <message>
        <source>%1: its body is left out, because the text format cannot hold it.</source>
        <translation>%1: innholdet utelates, fordi tekstformatet ikke kan romme det.</translation>
    </message>
    <message>
        <source>%1 is left out: %2</source>
        <translation>%1 utelates: %2</translation>
    </message>
    <message>
        <source>OpenAPI is read as JSON, not as YAML. Save it as JSON, for example with yq -o json FILE or in the Swagger Editor.</source>
        <translation>OpenAPI leses som JSON, ikke som YAML. Lagre det som JSON, for eksempel med yq -o json FIL eller i Swagger Editor.</translation>
    </message>
    <message>
        <source>This is neither a curl command, nor HAR, a Postman collection, OpenAPI or a file of requests.</source>
        <translation>Dette er verken en curl-kommando, HAR, en Postman-samling, OpenAPI eller en fil med forespørsler.</translation>
    </message>
    <message>
        <source>%1: write its body of the type %2.</source>
        <translation>%1: skriv innholdet av typen %2 selv.</translation>
    </message>
    <message>
        <source>This is no description of an API by OpenAPI 3.</source>
        <translation>Dette er ingen beskrivelse av et API etter OpenAPI 3.</translation>
    </message>
    <message>
        <source>The description has no operations.</source>
        <translation>Beskrivelsen har ingen operasjoner.</translation>
    </message>
    <message>
        <source>%1: the authorization &quot;%2&quot; is not carried over.</source>
        <translation>%1: innloggingen «%2» overføres ikke.</translation>
    </message>
    <message>
        <source>%1: put its file %2 beside the file of requests.</source>
        <translation>%1: legg filen %2 ved siden av filen med forespørsler.</translation>
    </message>
    <message>
        <source>%1: not carried over from its %2 script: %3.</source>
        <translation>%1: ikke overført fra skriptet «%2»: %3.</translation>
    </message>
    <message>
        <source>The collection</source>
        <translation>Samlingen</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 linje</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 linjer</translation>
    </message>
    <message>
        <source>%1 is left out, because it has no address.</source>
        <translation>%1 utelates, fordi den ikke har noen adresse.</translation>
    </message>
    <message>
        <source>This collection is of version 1 of Postman&apos;s format; export it as version 2.1.</source>
        <translation>Denne samlingen har versjon 1 av Postmans format; eksporter den som versjon 2.1.</translation>
    </message>
    <message>
        <source>This is no collection of Postman.</source>
        <translation>Dette er ingen Postman-samling.</translation>
    </message>
    <message>
        <source>There are no requests in this collection.</source>
        <translation>Det er ingen forespørsler i denne samlingen.</translation>
    </message>
    <message>
        <source>Only addresses of http and https can be sent to.</source>
        <translation>Det kan bare sendes til adresser med http og https.</translation>
    </message>
    <message>
        <source>A request has at most %1 headers.</source>
        <translation>En forespørsel har høyst %1 hoder.</translation>
    </message>
    <message>
        <source>The header %1 has a line break.</source>
        <translation>Hodet %1 inneholder et linjeskift.</translation>
    </message>
    <message>
        <source>&quot;# @as&quot; is followed by key and an id, by user and an address, or by none.</source>
        <translation>Etter «# @as» kommer key og en id, user og en adresse, eller none.</translation>
    </message>
    <message>
        <source>&quot;# @as&quot; is for requests to the server that one is connected to; this one goes elsewhere.</source>
        <translation>«# @as» er for forespørsler til serveren man er tilkoblet; denne går et annet sted.</translation>
    </message>
    <message>
        <source>the title</source>
        <translation>tittelen</translation>
    </message>
    <message>
        <source>the method or the address</source>
        <translation>metoden eller adressen</translation>
    </message>
    <message>
        <source>a header</source>
        <translation>et hode</translation>
    </message>
    <message>
        <source>a name, a check or a value</source>
        <translation>et navn, en kontroll eller en verdi</translation>
    </message>
    <message>
        <source>a line of the body</source>
        <translation>en linje i innholdet</translation>
    </message>
    <message>
        <source>a line</source>
        <translation>en linje</translation>
    </message>
    <message>
        <source>The text format of requests cannot hold %1 that is written so.</source>
        <translation>Tekstformatet for forespørsler kan ikke romme %1 skrevet slik.</translation>
    </message>
    <message>
        <source>%1 is outside of the folder of requests.</source>
        <translation>%1 ligger utenfor mappen med forespørsler.</translation>
    </message>
    <message>
        <source>The name of a file of requests ends in .http.</source>
        <translation>Navnet på en fil med forespørsler slutter på .http.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name for a file or folder of requests.</source>
        <translation>«%1» er ikke et navn for en fil eller mappe med forespørsler.</translation>
    </message>
    <message>
        <source>%1 has more than %2 files of requests.</source>
        <translation>%1 har mer enn %2 filer med forespørsler.</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Det finnes ingen fil %1.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kan ikke leses: %2</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MiB.</source>
        <translation>%1 er større enn %2 MiB.</translation>
    </message>
    <message>
        <source>%1 is not sent, because it is hidden or has keys.</source>
        <translation>%1 sendes ikke, fordi filen er skjult eller har nøkler.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be created.</source>
        <translation>Mappen %1 kan ikke opprettes.</translation>
    </message>
    <message>
        <source>%1 is a symbolic link.</source>
        <translation>%1 er en symbolsk lenke.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kan ikke skrives: %2</translation>
    </message>
    <message>
        <source>%1 cannot be deleted: %2</source>
        <translation>%1 kan ikke slettes: %2</translation>
    </message>
    <message>
        <source>There is a file %1 already.</source>
        <translation>Det finnes allerede en fil %1.</translation>
    </message>
    <message>
        <source>%1 cannot be renamed: %2</source>
        <translation>%1 kan ikke gis nytt navn: %2</translation>
    </message>
    <message>
        <source>The files of %1 have more than %2 MiB.</source>
        <translation>Filene til %1 har mer enn %2 MiB.</translation>
    </message>
    <message>
        <source>There is no %1 in the response.</source>
        <translation>Det finnes ingen %1 i svaret.</translation>
    </message>
    <message>
        <source>A quotation mark of the command is not closed.</source>
        <translation>Et anførselstegn i kommandoen lukkes ikke.</translation>
    </message>
    <message>
        <source>There is no variable &quot;%1&quot;.</source>
        <translation>Det finnes ingen variabel «%1».</translation>
    </message>
    <message>
        <source>The variables make a text that is too long.</source>
        <translation>Variablene gir en tekst som er for lang.</translation>
    </message>
    <message>
        <source>The variable &quot;%1&quot; is made of itself.</source>
        <translation>Variabelen «%1» er laget av seg selv.</translation>
    </message>
    <message>
        <source>The request &quot;%1&quot; was not sent yet, so it has no response.</source>
        <translation>Forespørselen «%1» er ikke sendt ennå og har derfor ikke noe svar.</translation>
    </message>
    <message>
        <source>The body of the request &quot;%1&quot; has the key of the connection, which goes to its server alone.</source>
        <translation>Innholdet i forespørselen «%1» har nøkkelen til tilkoblingen, som bare sendes til dens server.</translation>
    </message>
    <message>
        <source>There is no %1 in the response to the request &quot;%2&quot;.</source>
        <translation>Det finnes ingen %1 i svaret på forespørselen «%2».</translation>
    </message>
    <message>
        <source>There is no %1 in the request &quot;%2&quot;.</source>
        <translation>Det finnes ingen %1 i forespørselen «%2».</translation>
    </message>
    <message>
        <source>Variables of the process, such as %1, are given to requests only by hookdeskd requests run.</source>
        <translation>Miljøvariabler som %1 får forespørsler bare av hookdeskd requests run.</translation>
    </message>
    <message>
        <source>The process has no variable &quot;%1&quot;.</source>
        <translation>Det finnes ingen miljøvariabel «%1».</translation>
    </message>
</context>
<context>
    <name>RequestTree</name>
    <message>
        <source>Requests</source>
        <translation>Forespørsler</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>ikke noe svar</translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <comment>checks</comment>
        <translation>
            <numerusform>%Ln feil</numerusform>
            <numerusform>%Ln feil</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestsPanel</name>
    <message>
        <source>New, import, folder</source>
        <translation>Ny, import, mappe</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Kjør</translation>
    </message>
    <message>
        <source>Send all requests of the chosen folder or file (Ctrl+Shift+Return)</source>
        <translation>Send alle forespørsler i den valgte mappen eller filen (Ctrl+Shift+Enter)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lagre</translation>
    </message>
    <message>
        <source>%1 was deleted.</source>
        <translation>%1 ble slettet.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Angre</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Lukk</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>Send the request (Ctrl+Return)</source>
        <translation>Send forespørselen (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Run requests on a production server?</source>
        <translation>Kjøre forespørsler på en produksjonsserver?</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Lagre rapport…</translation>
    </message>
    <message>
        <source>%1 was changed by another program since it was read.</source>
        <translation>%1 ble endret av et annet program etter at den ble lest.</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Bruk deres</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Behold mine</translation>
    </message>
    <message>
        <source>File for the body</source>
        <translation>Fil for innholdet</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 kan ikke skrives.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) were imported.</source>
        <translation>
            <numerusform>%Ln forespørsel ble importert.</numerusform>
            <numerusform>%Ln forespørsler ble importert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more note(s).</source>
        <translation>
            <numerusform>%Ln merknad til.</numerusform>
            <numerusform>%Ln merknader til.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) are sent, and some of them can change data.</source>
        <translation>
            <numerusform>%Ln forespørsel sendes og kan endre data.</numerusform>
            <numerusform>%Ln forespørsler sendes, og noen av dem kan endre data.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln request(s) passed.</source>
        <translation>
            <numerusform>%Ln forespørsel besto.</numerusform>
            <numerusform>Alle %Ln forespørsler besto.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln request(s) failed.</source>
        <translation>
            <numerusform>%1 av %Ln forespørsel feilet.</numerusform>
            <numerusform>%1 av %Ln forespørsler feilet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancelled: %1 of %Ln request(s) were sent, and %2 of them failed.</source>
        <translation>
            <numerusform>Avbrutt: %1 av %Ln forespørsel ble sendt, og %2 av dem mislyktes.</numerusform>
            <numerusform>Avbrutt: %1 av %Ln forespørsler ble sendt, og %2 av dem mislyktes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SavedViews</name>
    <message>
        <source>Saved views</source>
        <translation>Lagrede visninger</translation>
    </message>
    <message>
        <source>All documents</source>
        <translation>Alle dokumenter</translation>
    </message>
    <message>
        <source>No saved views</source>
        <translation>Ingen lagrede visninger</translation>
    </message>
    <message>
        <source>Save view…</source>
        <translation>Lagre visning…</translation>
    </message>
    <message>
        <source>Delete view</source>
        <translation>Slett visning</translation>
    </message>
    <message>
        <source>Type a name.</source>
        <translation>Skriv et navn.</translation>
    </message>
    <message>
        <source>Save the view</source>
        <translation>Lagre visningen</translation>
    </message>
    <message>
        <source>Name of this query, order and columns</source>
        <translation>Navn på spørring, sortering og kolonner</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lagre</translation>
    </message>
    <message>
        <source>Replace the view?</source>
        <translation>Erstatte visningen?</translation>
    </message>
    <message>
        <source>There is a view named %1 already.</source>
        <translation>Det finnes allerede en visning med navnet %1.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Erstatt</translation>
    </message>
    <message>
        <source>Delete the view?</source>
        <translation>Slette visningen?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Slett</translation>
    </message>
    <message>
        <source>The view %1 will be deleted. Documents are not affected.</source>
        <translation>Visningen %1 blir slettet. Dokumenter berøres ikke.</translation>
    </message>
</context>
<context>
    <name>ScriptBar</name>
    <message>
        <source>Enabled</source>
        <translation>Slått på</translation>
    </message>
    <message>
        <source>Disabled hooks are kept but do not run</source>
        <translation>Hooker som er slått av, beholdes, men forespørsler går forbi dem</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historikk</translation>
    </message>
    <message>
        <source>Test run</source>
        <translation>Prøvekjøring</translation>
    </message>
    <message>
        <source>Run the draft on live data; nothing is saved (Ctrl+Return)</source>
        <translation>Prøv utkastet på levende data; ingenting beholdes (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lagre</translation>
    </message>
    <message>
        <source>Save and activate (Ctrl+S)</source>
        <translation>Lagre og bruk fra nå av (Ctrl+S)</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Lagrer…</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>Endringer som ikke er lagret</translation>
    </message>
    <message>
        <source>Saved, version %1</source>
        <translation>Lagret, versjon %1</translation>
    </message>
    <message>
        <source>No script yet</source>
        <translation>Ikke noe skript ennå</translation>
    </message>
    <message>
        <source>Versions: compare and restore (Ctrl+Shift+H)</source>
        <translation>Versjoner: sammenlign og gjenopprett (Ctrl+Shift+H)</translation>
    </message>
</context>
<context>
    <name>ScriptCommands</name>
    <message>
        <source>Go to line</source>
        <translation>Gå til linje</translation>
    </message>
    <message>
        <source>Not formatted.</source>
        <translation>Ikke formatert.</translation>
    </message>
    <message>
        <source>Line from 1 to %1</source>
        <translation>En linje fra 1 til %1</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Gå</translation>
    </message>
    <message>
        <source>No such line.</source>
        <translation>Dette er ingen linje i skriptet.</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>linje %1</translation>
    </message>
    <message>
        <source>Hook, function, class or variable</source>
        <translation>Hook, funksjon, klasse eller variabel</translation>
    </message>
</context>
<context>
    <name>ScriptHover</name>
    <message>
        <source>from lib/%1</source>
        <translation>fra lib/%1</translation>
    </message>
    <message>
        <source>function</source>
        <translation>funksjon</translation>
    </message>
    <message>
        <source>class</source>
        <translation>klasse</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>parameter</translation>
    </message>
    <message>
        <source>member</source>
        <translation>medlem</translation>
    </message>
    <message>
        <source>module</source>
        <translation>modul</translation>
    </message>
    <message>
        <source>not declared in this script</source>
        <translation>ikke deklarert i dette skriptet</translation>
    </message>
    <message>
        <source>variable</source>
        <translation>variabel</translation>
    </message>
    <message>
        <source>Gives %1</source>
        <translation>Gir %1</translation>
    </message>
    <message>
        <source>field of the collection</source>
        <translation>felt i samlingen</translation>
    </message>
    <message>
        <source>field of the collection: %1</source>
        <translation>felt i samlingen: %1</translation>
    </message>
    <message>
        <source>In the last test run: %1</source>
        <translation>I siste prøvekjøring: %1</translation>
    </message>
</context>
<context>
    <name>ScriptName</name>
    <message>
        <source>A name has letters, digits, _ and $, and no digit first.</source>
        <translation>Et navn har bokstaver, sifre, _ og $, og ikke et siffer først.</translation>
    </message>
    <message>
        <source>%1 is a reserved word.</source>
        <translation>%1 er et reservert ord.</translation>
    </message>
    <message>
        <source>%1 is the name of a hook.</source>
        <translation>%1 er navnet på en hook.</translation>
    </message>
    <message>
        <source>Line %1 uses %2, which would be mixed up with it.</source>
        <translation>Linje %1 bruker %2; de to ville blitt forvekslet.</translation>
    </message>
    <message>
        <source>%1 is declared in line %2.</source>
        <translation>%1 er deklarert i linje %2.</translation>
    </message>
</context>
<context>
    <name>ScriptNavigation</name>
    <message>
        <source>Names are known once the script has no error. Line %1: %2</source>
        <translation>Navn er kjent så snart skriptet ikke har feil. Linje %1: %2</translation>
    </message>
    <message>
        <source>There is no name at the caret.</source>
        <translation>Det står ikke noe navn ved skrivemerket.</translation>
    </message>
    <message>
        <source>%1 is not declared in this script. F1 tells what is offered to all.</source>
        <translation>%1 er ikke deklarert i dette skriptet. F1 forteller hva alle får tilbud om.</translation>
    </message>
    <message>
        <source>The definition of %1 is not known.</source>
        <translation>Definisjonen av %1 er ikke kjent.</translation>
    </message>
    <message>
        <source>There is no module lib/%1.</source>
        <translation>Det finnes ingen modul lib/%1.</translation>
    </message>
    <message>
        <source>This module does not export %1.</source>
        <translation>Denne modulen eksporterer ikke %1.</translation>
    </message>
    <message>
        <source>%1 is no variable of this script.</source>
        <translation>%1 er ingen variabel i dette skriptet.</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>linje %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 is in %Ln place(s)</source>
        <translation>
            <numerusform>%1 står på %Ln sted</numerusform>
            <numerusform>%1 står på %Ln steder</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is a hook: by its name the server finds it.</source>
        <translation>%1 er en hook: tjeneren finner den ved navnet.</translation>
    </message>
    <message>
        <source>Not renamed: the script uses eval() or with, which may name %1 as well.</source>
        <translation>Ikke gitt nytt navn: skriptet bruker eval() eller with, som også kan bruke %1.</translation>
    </message>
    <message>
        <source>Variables, parameters, functions and classes can be renamed, and %1 is none.</source>
        <translation>Variabler, parametere, funksjoner og klasser kan få nytt navn; %1 er ingen av dem.</translation>
    </message>
    <message>
        <source>%1 is not declared in this script.</source>
        <translation>%1 er ikke deklarert i dette skriptet.</translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation>Gi %1 nytt navn</translation>
    </message>
    <message numerus="yes">
        <source>New name, in %Ln place(s)</source>
        <translation>
            <numerusform>Nytt navn, på %Ln sted</numerusform>
            <numerusform>Nytt navn, på %Ln steder</numerusform>
        </translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Gi nytt navn</translation>
    </message>
</context>
<context>
    <name>ScriptPanel</name>
    <message>
        <source>Script of %1</source>
        <translation>Skriptet til %1</translation>
    </message>
    <message>
        <source>Not run.</source>
        <translation>Ikke kjørt.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lagre</translation>
    </message>
    <message numerus="yes">
        <source>%Ln test case(s) fail:</source>
        <translation>
            <numerusform>%Ln testtilfelle mislykkes:</numerusform>
            <numerusform>%Ln testtilfeller mislykkes:</numerusform>
        </translation>
    </message>
    <message>
        <source>Not saved.</source>
        <translation>Ikke lagret.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Sammenlign</translation>
    </message>
    <message>
        <source>Saved by somebody else</source>
        <translation>Lagret av noen andre</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Bruk deres</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Behold mine</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Forkast</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behold</translation>
    </message>
    <message>
        <source>Somebody else saved this script while you were editing it.</source>
        <translation>Noen andre lagret dette skriptet mens du redigerte det.</translation>
    </message>
    <message>
        <source>Your version</source>
        <translation>Din versjon</translation>
    </message>
    <message>
        <source>Unsaved changes from %1 were restored.</source>
        <translation>Ulagrede endringer fra %1 er gjenopprettet.</translation>
    </message>
    <message>
        <source>Save anyway?</source>
        <translation>Lagre likevel?</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Lagret</translation>
    </message>
    <message>
        <source>No script yet.
Select a hook in the list on the left to insert it, or press %1 for a snippet.</source>
        <translation>Intet skript ennå.
Velg en hook i listen til venstre for å sette den inn, eller trykk %1 for en kodebit.</translation>
    </message>
    <message>
        <source>No script yet.
Press %1 for a snippet.</source>
        <translation>Intet skript ennå.
Trykk %1 for en kodebit.</translation>
    </message>
</context>
<context>
    <name>ScriptProblems</name>
    <message>
        <source>Ln %1, Col %2</source>
        <translation>Ln %1, Kol %2</translation>
    </message>
    <message>
        <source>%1 Line %2: %3</source>
        <translation>%1 Linje %2: %3</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Suspended: %1</source>
        <translation>Stanset: %1</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Linje %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s); press F8 for the next</source>
        <translation>
            <numerusform>%Ln problem; F8 går til det</numerusform>
            <numerusform>%Ln problemer; F8 går til det neste</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScriptReplay</name>
    <message>
        <source>Nothing to replay</source>
        <translation>Ingenting å spille av</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Åpne et opptak</translation>
    </message>
    <message>
        <source>Recordings (*.hookrun);;All files (*)</source>
        <translation>Opptak (*.hookrun);;Alle filer (*)</translation>
    </message>
</context>
<context>
    <name>SearchOptions</name>
    <message>
        <source>Whole words</source>
        <translation>Hele ord</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Skill store og små bokstaver</translation>
    </message>
    <message>
        <source>Regular expression ($1 is the first group)</source>
        <translation>Regulært uttrykk; $1 er den første gruppen</translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <source>Matches</source>
        <translation>Treff</translation>
    </message>
    <message>
        <source>Find in all saved scripts</source>
        <translation>Finn i alle lagrede skript</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln linje</numerusform>
            <numerusform>%Ln linjer</numerusform>
        </translation>
    </message>
    <message>
        <source>Invalid regular expression</source>
        <translation>Ikke et uttrykk</translation>
    </message>
    <message numerus="yes">
        <source>No matches in %Ln script(s)</source>
        <translation>
            <numerusform>Ingenting funnet i %Ln skript</numerusform>
            <numerusform>Ingenting funnet i %Ln skript</numerusform>
        </translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Erstatt med</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Erstatt</translation>
    </message>
    <message numerus="yes">
        <source>Replace in %Ln script(s)</source>
        <translation>
            <numerusform>Erstatt i %Ln skript</numerusform>
            <numerusform>Erstatt i %Ln skript</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace in %Ln script(s)?</source>
        <translation>
            <numerusform>Erstatte i %Ln skript?</numerusform>
            <numerusform>Erstatte i %Ln skript?</numerusform>
        </translation>
    </message>
    <message>
        <source>Each is saved as a new version and used from then on. You can take all of it back together.</source>
        <translation>Hvert av dem lagres som ny versjon og brukes fra da av. Alt kan angres samlet.</translation>
    </message>
    <message numerus="yes">
        <source>Restored in %Ln script(s).</source>
        <translation>
            <numerusform>Gjenopprettet i %Ln skript.</numerusform>
            <numerusform>Gjenopprettet i %Ln skript.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replaced in %Ln script(s).</source>
        <translation>
            <numerusform>Erstattet i %Ln skript.</numerusform>
            <numerusform>Erstattet i %Ln skript.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not saved: %1. %2</source>
        <translation>Ikke lagret: %1. %2</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Gjør om</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Angre</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Lukk</translation>
    </message>
    <message>
        <source>Replace in all scripts (Ctrl+H)</source>
        <translation>Erstatt i alle skript (Ctrl+H)</translation>
    </message>
    <message>
        <source>Finds text in the saved scripts of all collections, modules and jobs.</source>
        <translation>Finner tekst i de lagrede skriptene til alle samlinger, moduler og jobber.</translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>Ingen treff</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>Codehooks</source>
        <translation>Codehooker</translation>
    </message>
    <message>
        <source>Time limit of a hook (ms)</source>
        <translation>Tidsgrense for en hook (ms)</translation>
    </message>
    <message>
        <source>Time limit of a job (ms)</source>
        <translation>Tidsgrense for en jobb (ms)</translation>
    </message>
    <message>
        <source>Memory of a hook (MiB)</source>
        <translation>Minne for en hook (MiB)</translation>
    </message>
    <message>
        <source>Time limit (ms)</source>
        <translation>Tidsgrense (ms)</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>E-post</translation>
    </message>
    <message>
        <source>SMTP server</source>
        <translation>SMTP-server</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Encryption: none, starttls or tls</source>
        <translation>Kryptering: none, starttls eller tls</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Bruker</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passord</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Avsender</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Tilgang</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenser</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Jobber</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Skjema</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lagre</translation>
    </message>
    <message>
        <source>Settings as JSON</source>
        <translation>Innstillingene som JSON</translation>
    </message>
    <message>
        <source>Not saved. %1</source>
        <translation>Ikke lagret. %1</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>Endringer som ikke er lagret</translation>
    </message>
    <message>
        <source>REST inspector</source>
        <translation>REST-inspektør</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Forkast</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behold</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Sammenlign</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Bruk deres</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Behold mine</translation>
    </message>
    <message>
        <source>Unsaved changes from %1 were restored.</source>
        <translation>Ulagrede endringer fra %1 er gjenopprettet.</translation>
    </message>
    <message>
        <source>Somebody else saved these settings while you were editing them.</source>
        <translation>Noen andre lagret disse innstillingene mens du redigerte dem.</translation>
    </message>
    <message>
        <source>Outgoing requests of hooks</source>
        <translation>Forespørsler som hooker sender</translation>
    </message>
    <message>
        <source>Allowed private hosts (comma-separated)</source>
        <translation>Private maskiner de kan nå (med komma)</translation>
    </message>
    <message>
        <source>Allowed origins (comma-separated)</source>
        <translation>Opphav til nettsider (med komma)</translation>
    </message>
    <message>
        <source>Secret for user tokens</source>
        <translation>Hemmelighet som signerer brukernes token</translation>
    </message>
    <message>
        <source>User collection</source>
        <translation>Samlingen av brukere</translation>
    </message>
    <message>
        <source>Maximum request size (bytes)</source>
        <translation>Størrelse på en forespørsel (byte)</translation>
    </message>
    <message>
        <source>Maximum connections</source>
        <translation>Forbindelser samtidig</translation>
    </message>
    <message>
        <source>Requests per second for a web key (0: no limit)</source>
        <translation>Forespørsler per sekund for en nettnøkkel (0: fritt)</translation>
    </message>
    <message>
        <source>Time zone, for example Europe/Oslo</source>
        <translation>Tidssone, for eksempel Europe/Oslo</translation>
    </message>
    <message>
        <source>Runs to keep</source>
        <translation>Kjøringer som beholdes</translation>
    </message>
    <message>
        <source>Days to keep</source>
        <translation>Dager de beholdes</translation>
    </message>
    <message>
        <source>Requests to keep: all, errors or none</source>
        <translation>Forespørsler den beholder: all, errors eller none</translation>
    </message>
    <message>
        <source>Keep bodies: true or false</source>
        <translation>Med innholdet: true eller false</translation>
    </message>
    <message>
        <source>Number of requests to keep</source>
        <translation>Forespørsler som beholdes</translation>
    </message>
    <message>
        <source>Database settings</source>
        <translation>Innstillinger for denne databasen</translation>
    </message>
    <message>
        <source>Slack webhook</source>
        <translation>Slack-webhook</translation>
    </message>
    <message>
        <source>Certificate authority (PEM)</source>
        <translation>Sertifikatutsteder (PEM)</translation>
    </message>
    <message>
        <source>Public key for user tokens (PEM)</source>
        <translation>Offentlig nøkkel for brukernes token (PEM)</translation>
    </message>
    <message>
        <source>Issuer of user tokens</source>
        <translation>Utsteder av brukernes token</translation>
    </message>
    <message>
        <source>Audience of user tokens</source>
        <translation>Målgruppe for brukernes token</translation>
    </message>
    <message>
        <source>Trusted proxies (comma-separated)</source>
        <translation>Klarerte proxyer (med komma)</translation>
    </message>
    <message>
        <source>Time limit of a query (ms)</source>
        <translation>Tidsgrense for en spørring (ms)</translation>
    </message>
    <message>
        <source>Memory for large bodies (bytes)</source>
        <translation>Minne for stort innhold (byte)</translation>
    </message>
    <message>
        <source>Documents of one POST</source>
        <translation>Dokumenter i én POST</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Hurtigtaster</translation>
    </message>
    <message>
        <source>Find a shortcut</source>
        <translation>Finn en tast eller det den gjør</translation>
    </message>
</context>
<context>
    <name>SnippetInserter</name>
    <message>
        <source>Snippet to insert at the caret</source>
        <translation>Kodebit som settes inn ved skrivemerket</translation>
    </message>
</context>
<context>
    <name>Snippets</name>
    <message>
        <source>Validate a field</source>
        <translation>Kontroller et felt</translation>
    </message>
    <message>
        <source>Compute a field</source>
        <translation>Beregn et felt</translation>
    </message>
    <message>
        <source>Set a default value</source>
        <translation>Sett en standardverdi</translation>
    </message>
    <message>
        <source>Refuse a request</source>
        <translation>Avvis en forespørsel</translation>
    </message>
    <message>
        <source>Limit a query</source>
        <translation>Begrens et søk</translation>
    </message>
    <message>
        <source>Read documents of another collection</source>
        <translation>Les dokumenter fra en annen samling</translation>
    </message>
    <message>
        <source>Store a document in another collection</source>
        <translation>Lagre et dokument i en annen samling</translation>
    </message>
    <message>
        <source>Call another API</source>
        <translation>Kall et annet API</translation>
    </message>
    <message>
        <source>Send data to another API</source>
        <translation>Send data til et annet API</translation>
    </message>
    <message>
        <source>Send a message to Slack</source>
        <translation>Send en melding til Slack</translation>
    </message>
    <message>
        <source>Send mail</source>
        <translation>Send e-post</translation>
    </message>
    <message>
        <source>Sign a token (JWT)</source>
        <translation>Signer et token (JWT)</translation>
    </message>
    <message>
        <source>Check a token (JWT)</source>
        <translation>Kontroller et token (JWT)</translation>
    </message>
    <message>
        <source>Verify a signature (HMAC)</source>
        <translation>Kontroller en signatur (HMAC)</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>First steps</source>
        <translation>Første skritt</translation>
    </message>
    <message>
        <source>Create a collection</source>
        <translation>Lag en samling</translation>
    </message>
    <message>
        <source>It holds JSON documents of any shape, and has a REST API at once.</source>
        <translation>Den inneholder JSON-dokumenter av enhver form, og har straks et REST-API.</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>Ny samling</translation>
    </message>
    <message>
        <source>Send a request</source>
        <translation>Send en forespørsel</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>API-nøkler</translation>
    </message>
    <message>
        <source>Shape the API with a codehook</source>
        <translation>Form API-et med en codehook</translation>
    </message>
    <message>
        <source>Open the editor</source>
        <translation>Åpne redigering</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopier</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Kopier kommandoen</translation>
    </message>
    <message>
        <source>%1 %2 was answered with %3. The REST inspector lists all requests.</source>
        <translation>%1 %2 ble besvart med %3. REST-inspektøren viser alle forespørsler.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Gjort</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Gjenstår</translation>
    </message>
    <message>
        <source>The server is stopped. Start it in the menu Server.</source>
        <translation>Serveren er stoppet. Start den i menyen Server.</translation>
    </message>
    <message>
        <source>Run the command in a terminal: it has your key.</source>
        <translation>Kjør kommandoen i en terminal: den har nøkkelen din.</translation>
    </message>
    <message>
        <source>A JavaScript function that handles each request, before and after the database. Select a hook in the list to the left of the editor.</source>
        <translation>En JavaScript-funksjon som behandler hver forespørsel, før og etter databasen. Velg en hook i listen til venstre for redigeringsfeltet.</translation>
    </message>
    <message>
        <source>Create a collection first.</source>
        <translation>Lag en samling først.</translation>
    </message>
    <message>
        <source>Run the command in a terminal, and replace $KEY with an API key.</source>
        <translation>Kjør kommandoen i en terminal, og erstatt $KEY med en API-nøkkel.</translation>
    </message>
</context>
<context>
    <name>StopDialog</name>
    <message>
        <source>Stop in line %1</source>
        <translation>Stoppunkt i linje %1</translation>
    </message>
    <message>
        <source>Only when</source>
        <translation>Bare når</translation>
    </message>
    <message>
        <source>Log instead of stopping</source>
        <translation>Logg i stedet for å stoppe</translation>
    </message>
    <message>
        <source>Set stop</source>
        <translation>Sett stoppunkt</translation>
    </message>
    <message>
        <source>Remove stop</source>
        <translation>Fjern stoppunkt</translation>
    </message>
    <message>
        <source>Stop when %1 changes</source>
        <translation>Stopp når %1 endres</translation>
    </message>
</context>
<context>
    <name>Tabs</name>
    <message>
        <source>Close</source>
        <translation>Lukk</translation>
    </message>
    <message>
        <source>Close others</source>
        <translation>Lukk de andre</translation>
    </message>
    <message>
        <source>Reopen closed tab</source>
        <translation>Åpne lukket fane igjen</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Første skritt</translation>
    </message>
    <message>
        <source>All open tabs</source>
        <translation>Alle åpne faner</translation>
    </message>
</context>
<context>
    <name>TestCase</name>
    <message>
        <source>status is %1 instead of %2</source>
        <translation>status er %1 i stedet for %2</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>svar</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 mangler</translation>
    </message>
    <message>
        <source>%1 is new</source>
        <translation>%1 er ny</translation>
    </message>
    <message>
        <source>%1 has %2 elements instead of %3</source>
        <translation>%1 har %2 elementer i stedet for %3</translation>
    </message>
    <message>
        <source>%1 is %2 instead of %3</source>
        <translation>%1 er %2 i stedet for %3</translation>
    </message>
</context>
<context>
    <name>TestCasesPage</name>
    <message>
        <source>Remove</source>
        <translation>Fjern</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>Kjør alle</translation>
    </message>
    <message>
        <source>Test cases</source>
        <translation>Testtilfeller</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behold</translation>
    </message>
    <message>
        <source>not run yet</source>
        <translation>ikke kjørt ennå</translation>
    </message>
    <message>
        <source>Run all before saving the script</source>
        <translation>Kjør alle før skriptet lagres</translation>
    </message>
    <message>
        <source>Name, for example: rejects an empty order</source>
        <translation>Et navn, for eksempel: avviser en tom bestilling</translation>
    </message>
    <message>
        <source>Save as test case</source>
        <translation>Behold som testtilfelle</translation>
    </message>
    <message>
        <source>The request and its response are saved with the collection. Name of the test case:</source>
        <translation>Forespørselen og svaret beholdes sammen med samlingen. Hva tilfellet handler om:</translation>
    </message>
    <message>
        <source>Not saved. %1</source>
        <translation>Ikke beholdt. %1</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>består</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>mislykkes</translation>
    </message>
    <message>
        <source>No test cases yet. Run a request, then save it with its response to see later what a change to the script breaks.</source>
        <translation>Ingen testtilfeller ennå. Kjør en forespørsel og lagre den med svaret, så ser du senere hva en endring i skriptet ødelegger.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln test case(s), not run yet</source>
        <translation>
            <numerusform>%Ln tilfelle, ikke kjørt ennå</numerusform>
            <numerusform>%Ln tilfeller, ikke kjørt ennå</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln test case(s) passed</source>
        <translation>
            <numerusform>%1 av %Ln tilfelle består</numerusform>
            <numerusform>%1 av %Ln tilfeller består</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody else saved test cases of this collection meanwhile.</source>
        <translation>Noen andre har lagret testtilfeller for denne samlingen i mellomtiden.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Sammenlign</translation>
    </message>
    <message>
        <source>Saved by somebody else</source>
        <translation>Lagret av noen andre</translation>
    </message>
    <message>
        <source>Your version</source>
        <translation>Din versjon</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Bruk deres</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Behold mine</translation>
    </message>
</context>
<context>
    <name>TestRunPanel</name>
    <message>
        <source>Test run</source>
        <translation>Prøvekjøring</translation>
    </message>
    <message>
        <source>Calls: not sent</source>
        <translation>Kall: ikke sendt</translation>
    </message>
    <message>
        <source>Calls: sent</source>
        <translation>Kall: sendt</translation>
    </message>
    <message>
        <source>Calls: refused</source>
        <translation>Kall: avvist</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Kjør</translation>
    </message>
    <message>
        <source>Run the draft; nothing is saved (Ctrl+Return)</source>
        <translation>Kjør utkastet; ingenting lagres (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Forespørsel</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultat</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Tilfeller</translation>
    </message>
    <message>
        <source>Not run yet</source>
        <translation>Ikke kjørt ennå</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Svar</translation>
    </message>
    <message>
        <source>What the hooks changed</source>
        <translation>Hva hookene endret</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Logg</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Kall</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Endringer</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>Kjører…</translation>
    </message>
    <message>
        <source>Not run</source>
        <translation>Ikke kjørt</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>mislyktes</translation>
    </message>
    <message>
        <source>body</source>
        <translation>innhold</translation>
    </message>
    <message>
        <source>query</source>
        <translation>spørring</translation>
    </message>
    <message>
        <source>The hooks changed nothing.</source>
        <translation>Hookene endret ingenting.</translation>
    </message>
    <message>
        <source>Go to line %1</source>
        <translation>Gå til linje %1</translation>
    </message>
    <message>
        <source>Log %1</source>
        <translation>Logg %1</translation>
    </message>
    <message>
        <source>Calls %1</source>
        <translation>Kall %1</translation>
    </message>
    <message>
        <source>Outgoing calls</source>
        <translation>Kall som forlater maskinen</translation>
    </message>
    <message>
        <source>How request, slack and sendMail are handled</source>
        <translation>Hva det blir av request, slack og sendMail</translation>
    </message>
    <message>
        <source>Save as test case…</source>
        <translation>Behold som tilfelle…</translation>
    </message>
    <message>
        <source>Save this request with its response to see later what a change breaks</source>
        <translation>Behold denne forespørselen med svaret, for senere å se hva en endring ødelegger</translation>
    </message>
    <message>
        <source>%1 in total</source>
        <translation>%1 totalt</translation>
    </message>
    <message>
        <source>Run and record each step, to replay it</source>
        <translation>Kjør og ta opp hvert steg for å spille det av</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Ta opp</translation>
    </message>
    <message>
        <source>Record the next request</source>
        <translation>Ta opp neste forespørsel</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>Åpne et opptak…</translation>
    </message>
    <message>
        <source>Waiting for a request, up to a minute…</source>
        <translation>Venter på en forespørsel i opptil ett minutt…</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Tatt opp</translation>
    </message>
    <message>
        <source>No request came</source>
        <translation>Ingen forespørsel kom</translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation>Ikke tatt opp</translation>
    </message>
</context>
<context>
    <name>TimingBars</name>
    <message>
        <source>Auth</source>
        <translation>Tilgang</translation>
    </message>
    <message>
        <source>Parse</source>
        <translation>Lesing</translation>
    </message>
    <message>
        <source>Before hook</source>
        <translation>Before-hook</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>After hook</source>
        <translation>After-hook</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Sending</translation>
    </message>
    <message>
        <source>Timing of the request</source>
        <translation>Tidene til forespørselen</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Venting</translation>
    </message>
    <message>
        <source>%1: from %2 on, for %3</source>
        <translation>%1: fra %2, i %3</translation>
    </message>
</context>
<context>
    <name>TrafficBars</name>
    <message>
        <source>an hour ago</source>
        <translation>for en time siden</translation>
    </message>
    <message>
        <source>now</source>
        <translation>nå</translation>
    </message>
    <message>
        <source>Requests per minute</source>
        <translation>Forespørsler i hvert minutt</translation>
    </message>
</context>
<context>
    <name>TrafficChart</name>
    <message>
        <source>All requests</source>
        <translation>Alle forespørsler</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Siste time</translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln request(s)</source>
        <translation>
            <numerusform>%1: %Ln forespørsel</numerusform>
            <numerusform>%1: %Ln forespørsler</numerusform>
        </translation>
    </message>
    <message>
        <source>, %1 answered 4xx</source>
        <translation>, %1 besvart med 4xx</translation>
    </message>
    <message>
        <source>, %1 answered 5xx</source>
        <translation>, %1 besvart med 5xx</translation>
    </message>
    <message>
        <source>, 95 % within %1</source>
        <translation>, 95 % innen %1</translation>
    </message>
    <message>
        <source>, 95 % within %1 in its slowest minute</source>
        <translation>, 95 % innen %1 i det tregeste minuttet</translation>
    </message>
    <message>
        <source>Collection shown in the chart</source>
        <translation>Samlingen i diagrammet</translation>
    </message>
</context>
<context>
    <name>TrafficMenu</name>
    <message>
        <source>Open %1</source>
        <translation>Åpne %1</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Kopier meldingen</translation>
    </message>
    <message>
        <source>Copy as fetch</source>
        <translation>Kopier som fetch</translation>
    </message>
    <message>
        <source>Copy as HAR</source>
        <translation>Kopier som HAR</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Kopier adressen</translation>
    </message>
    <message>
        <source>Show only</source>
        <translation>Vis bare</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Skjul</translation>
    </message>
    <message>
        <source>The request could not be copied</source>
        <translation>Forespørselen kunne ikke kopieres</translation>
    </message>
</context>
<context>
    <name>TrafficModel</name>
    <message>
        <source>Time</source>
        <translation>Tid</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Metode</translation>
    </message>
    <message>
        <source>Path and message</source>
        <translation>Sti og melding</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Varighet</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Størrelse</translation>
    </message>
    <message>
        <source>Hook</source>
        <translation>Hook</translation>
    </message>
    <message>
        <source>no longer stored</source>
        <translation>ikke lenger tatt vare på</translation>
    </message>
</context>
<context>
    <name>TrafficTable</name>
    <message>
        <source>Requests and log lines</source>
        <translation>Forespørsler og logglinjer</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show the window</source>
        <translation>Vis vinduet</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Avslutt</translation>
    </message>
    <message>
        <source>Serving on %1</source>
        <translation>Kjører på %1</translation>
    </message>
    <message>
        <source>The server is stopped</source>
        <translation>Serveren er stoppet</translation>
    </message>
    <message>
        <source>No database</source>
        <translation>Ingen database</translation>
    </message>
    <message>
        <source>Stop the server</source>
        <translation>Stopp serveren</translation>
    </message>
    <message>
        <source>Start the server</source>
        <translation>Start serveren</translation>
    </message>
</context>
<context>
    <name>UserDialog</name>
    <message>
        <source>May sign in</source>
        <translation>Kan logge inn</translation>
    </message>
    <message>
        <source>Save user</source>
        <translation>Lagre bruker</translation>
    </message>
    <message>
        <source>New user</source>
        <translation>Ny bruker</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Bruker</translation>
    </message>
    <message>
        <source>&amp;E-mail</source>
        <translation>&amp;E-post</translation>
    </message>
    <message>
        <source>&amp;Roles</source>
        <translation>&amp;Roller</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Roles, comma-separated</source>
        <translation>Roller, med komma</translation>
    </message>
    <message>
        <source>No collection grants permissions to: %1</source>
        <translation>Ingen samling gir rettigheter til: %1</translation>
    </message>
    <message>
        <source>No collection grants permissions to roles yet; see its Access tab.</source>
        <translation>Ingen samling gir rettigheter til roller ennå: se Tilgang der.</translation>
    </message>
    <message>
        <source>Existing roles: %1</source>
        <translation>Det finnes: %1</translation>
    </message>
</context>
<context>
    <name>UsersPanel</name>
    <message>
        <source>Users</source>
        <translation>Brukere</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Slett</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Rediger…</translation>
    </message>
    <message>
        <source>New user…</source>
        <translation>Ny bruker…</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-post</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Roller</translation>
    </message>
    <message>
        <source>May sign in</source>
        <translation>Kan logge inn</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>Samling</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nei</translation>
    </message>
    <message>
        <source>every user</source>
        <translation>alle brukere</translation>
    </message>
    <message>
        <source>Delete the user?</source>
        <translation>Slette brukeren?</translation>
    </message>
    <message>
        <source>%1 cannot sign in any more; the documents they created stay. To keep a user out for a while, take “May sign in” away instead.</source>
        <translation>%1 kan ikke logge inn mer; det de har laget, blir. For å holde en bruker ute en stund, ta heller bort «Kan logge inn».</translation>
    </message>
    <message>
        <source>Create the collection</source>
        <translation>Lag samlingen</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>Åpne innstillingene</translation>
    </message>
    <message>
        <source>Role permissions</source>
        <translation>Hva roller kan</translation>
    </message>
    <message>
        <source>Press Enter to open the collection&apos;s access settings</source>
        <translation>Enter åpner tilgangen til samlingen, der rettigheter gis</translation>
    </message>
    <message>
        <source>A token with a user&apos;s address signs them in. Users are documents of %1.</source>
        <translation>Et token med adressen til en bruker logger dem inn. De er dokumentene i %1.</translation>
    </message>
    <message>
        <source>Tokens are not accepted yet: set a secret for user tokens in the settings.</source>
        <translation>Token godtas ikke ennå: innstillingene trenger en hemmelighet som signerer dem.</translation>
    </message>
    <message>
        <source>The user collection %1 does not exist yet.</source>
        <translation>Det finnes ingen samling %1 ennå, der brukere holdes.</translation>
    </message>
    <message>
        <source>No users yet.</source>
        <translation>Ingen brukere ennå.</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Metoder</translation>
    </message>
    <message>
        <source>No role has permissions yet. Grant them in the Access tab of a collection.</source>
        <translation>Ingen rolle har rettigheter ennå. De gis på fanen Tilgang i en samling.</translation>
    </message>
</context>
<context>
    <name>ViewSwitch</name>
    <message>
        <source>View as: owner, key or user</source>
        <translation>Vis som eier, nøkkel eller bruker</translation>
    </message>
    <message>
        <source>Owner: all documents, no codehooks</source>
        <translation>Eier: alle dokumenter, uten codehooks</translation>
    </message>
    <message>
        <source>API with full access</source>
        <translation>API med full tilgang</translation>
    </message>
    <message>
        <source>a full-access key</source>
        <translation>en nøkkel med full tilgang</translation>
    </message>
    <message>
        <source>API as a user…</source>
        <translation>API som bruker…</translation>
    </message>
    <message>
        <source>API as the key %1</source>
        <translation>API som nøkkelen %1</translation>
    </message>
    <message>
        <source>the key %1</source>
        <translation>nøkkelen %1</translation>
    </message>
    <message>
        <source>View as a user</source>
        <translation>Vis som bruker</translation>
    </message>
    <message>
        <source>Email address of the user:</source>
        <translation>E-postadressen til brukeren:</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Vis</translation>
    </message>
    <message>
        <source>An email address, such as jane@example.org.</source>
        <translation>En e-postadresse, for eksempel jane@example.org.</translation>
    </message>
    <message>
        <source>the user %1</source>
        <translation>brukeren %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) as the API gives them to %1, read only.</source>
        <translation>
            <numerusform>%Ln dokument slik API-et gir det til %1, skrivebeskyttet.</numerusform>
            <numerusform>%Ln dokumenter slik API-et gir dem til %1, skrivebeskyttet.</numerusform>
        </translation>
    </message>
    <message>
        <source>None are hidden.</source>
        <translation>Ingen er skjult.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more are hidden by codehooks or access rules.</source>
        <translation>
            <numerusform>%Ln til er skjult av codehooks eller tilgangsregler.</numerusform>
            <numerusform>%Ln til er skjult av codehooks eller tilgangsregler.</numerusform>
        </translation>
    </message>
    <message>
        <source>The API answers %1 with: %2</source>
        <translation>API-et svarer %1: %2</translation>
    </message>
    <message>
        <source>Back to the owner&apos;s view</source>
        <translation>Tilbake til eierens visning</translation>
    </message>
</context>
<context>
    <name>WebhookPage</name>
    <message>
        <source>Documents are created</source>
        <translation>Dokumenter lages</translation>
    </message>
    <message>
        <source>Documents are changed</source>
        <translation>Dokumenter endres</translation>
    </message>
    <message>
        <source>Documents are deleted</source>
        <translation>Dokumenter slettes</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Save webhook</source>
        <translation>Lagre webhook</translation>
    </message>
    <message>
        <source>After a write the server POSTs its documents to this URL, in the background. The outcome stands in the REST inspector under the request. A webhook that fails five times in turn is switched off. Addresses of this machine and of private networks need to be allowed (Server &gt; Settings, request.allow).</source>
        <translation>Etter en skriving sender serveren dokumentene med POST til denne URL-en, i bakgrunnen. Utfallet står i REST-inspektøren under forespørselen. En webhook som mislykkes fem ganger på rad, slås av. Adresser på denne maskinen og i private nett må tillates (Server &gt; Innstillinger, request.allow).</translation>
    </message>
    <message>
        <source>&amp;URL</source>
        <translation>&amp;URL</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Når</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>Velkommen</translation>
    </message>
    <message>
        <source>A JSON database with a REST API on this computer, shaped by your codehooks.</source>
        <translation>En JSON-database med REST-API på denne datamaskinen, formet av codehookene dine.</translation>
    </message>
    <message>
        <source>Sample database</source>
        <translation>Eksempeldatabase</translation>
    </message>
    <message>
        <source>Customers, orders and tickets with working hooks.</source>
        <translation>Kunder, bestillinger og saker med hooker som virker.</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>Åpne eksempelet</translation>
    </message>
    <message>
        <source>Empty database</source>
        <translation>Tom database</translation>
    </message>
    <message>
        <source>Your database</source>
        <translation>Databasen din</translation>
    </message>
    <message>
        <source>Create database</source>
        <translation>Lag en database</translation>
    </message>
    <message>
        <source>Open an existing .hookdesk file.</source>
        <translation>Åpne en .hookdesk-fil som finnes fra før.</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Åpne en fil</translation>
    </message>
    <message>
        <source>The first steps lead to a collection, a request and a hook.</source>
        <translation>De første skrittene fører til en samling, en forespørsel og en hook.</translation>
    </message>
</context>
<context>
    <name>WindowMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fil</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Rediger</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gå</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Vis</translation>
    </message>
    <message>
        <source>&amp;Collection</source>
        <translation>Sa&amp;mling</translation>
    </message>
    <message>
        <source>Sc&amp;ript</source>
        <translation>S&amp;kript</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>&amp;Server</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hjelp</translation>
    </message>
    <message>
        <source>Collection, script or command</source>
        <translation>En samling, et skript eller en kommando</translation>
    </message>
    <message>
        <source>In the list of jobs</source>
        <translation>I listen over jobber</translation>
    </message>
    <message>
        <source>In the REST inspector</source>
        <translation>I REST-inspektøren</translation>
    </message>
    <message>
        <source>In requests</source>
        <translation>I forespørsler</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>This run is no longer in the inspector; see System_log.</source>
        <translation>Inspektøren har ikke denne kjøringen lenger; System_log har den.</translation>
    </message>
    <message>
        <source>This job no longer exists.</source>
        <translation>Denne jobben er borte.</translation>
    </message>
    <message>
        <source>There are unsaved changes</source>
        <translation>Det er endringer som ikke er lagret</translation>
    </message>
    <message>
        <source>Save or discard the changes to %1 before you rename it.</source>
        <translation>Lagre eller forkast endringene i %1, og gi den så nytt navn.</translation>
    </message>
    <message>
        <source>documents</source>
        <translation>dokumenter</translation>
    </message>
    <message>
        <source>codehook and settings</source>
        <translation>codehook og innstillinger</translation>
    </message>
    <message>
        <source>module</source>
        <translation>modul</translation>
    </message>
    <message>
        <source>%1: REST inspector</source>
        <translation>%1: REST-inspektør</translation>
    </message>
</context>
</TS>
