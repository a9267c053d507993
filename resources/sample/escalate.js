// A job of the sample: open tickets of priority 3 get a flag, and a warning in the inspector.

async function runJob(req, res) {
  const urgent = await db.get('/rest/tickets?q={"status":"open","priority":3,"escalated":{"$ne":true}}');
  for (const ticket of urgent) {
    await db.put('/rest/tickets/' + ticket._id, { escalated: true });
    log.warn('escalated', ticket._id, ticket.subject);
  }
  res.end(urgent.length + ' escalated');
}
