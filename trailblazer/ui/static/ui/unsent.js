// A form with `data-unsent` is kept while it is written: every few seconds when something has changed, and when the
// page is left. The address is that of the attribute; what is kept is taken away by whatever sends the form.
const EVERY = 3000
const MOST_AT_LEAVING = 60000 // bytes: a browser carries no more for a page that is gone

for (const form of document.querySelectorAll('form[data-unsent]')) {
  const said = form.querySelector('[data-unsent-said]')
  const written = () => new URLSearchParams(new FormData(form)).toString()
  let kept = written()
  let isSent = false
  let isUnderWay = false

  const keep = async (isLeaving) => {
    const now = written()
    if (isSent || now === kept || (isUnderWay && !isLeaving)) return
    isUnderWay = true
    try {
      const answer = await fetch(form.dataset.unsent, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: now,
        keepalive: isLeaving && now.length < MOST_AT_LEAVING,
      })
      if (answer.status === 204) {
        kept = now
        const at = new Date().toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit' })
        if (said) said.textContent = `Kept at ${at}, not sent yet`
      } else if (said) said.textContent = 'Not kept: save before you leave this page'
    } catch {
      if (said && !isLeaving) said.textContent = 'No connection: what you write now is not kept yet'
    } finally {
      isUnderWay = false
    }
  }

  form.addEventListener('submit', () => { isSent = true })
  window.addEventListener('pageshow', (event) => { if (event.persisted) isSent = false })
  window.addEventListener('pagehide', () => keep(true))
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') keep(true) })
  setInterval(() => keep(false), EVERY)
}
