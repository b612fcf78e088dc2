// How a register counts is worked out on the server; while it is filled in, the same numbers are kept up to date here.
for (const form of document.querySelectorAll('form[data-register]')) {
  const chosen = (row) => row.querySelector('input[type="radio"]:checked')?.value
  const count = () => {
    const found = { here: 0, told: 0, missed: 0, scores: 0, pairs: 0 }
    for (const row of form.querySelectorAll('tbody tr')) {
      if (chosen(row) === 'away') {
        found[row.querySelector('select').value ? 'told' : 'missed'] += 1
        continue
      }
      found.here += 1
      if (!row.querySelector('td:nth-child(3) input')?.value.trim()) continue
      found.scores += 1
      if (row.querySelector('[data-pair]')) found.pairs += 1
    }
    found.minutes = Number(form.elements.minutes.value) || 0
    for (const part of form.querySelectorAll('[data-count]')) {
      const number = found[part.dataset.count]
      part.textContent = (number === 1 ? part.dataset.one : part.dataset.many).replace('#', number)
      part.hidden = 'leftOut' in part.dataset && number === 0
      const line = part.closest('li')
      if (line) line.hidden = [...line.children].every((one) => one.hidden)
    }
  }
  form.addEventListener('input', count)
  count()
}
