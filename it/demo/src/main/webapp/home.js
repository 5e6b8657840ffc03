// the seconds come from the server, so a wrong clock of the browser does not matter
document.querySelectorAll('[data-seconds]').forEach(timer => {
  const end = performance.now() + 1000 * timer.dataset.seconds;
  const show = () => {
    const left = Math.max(0, Math.round((end - performance.now()) / 1000));
    timer.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  };
  show();
  setInterval(show, 1000);
});

// what scripts can read of the session: HttpOnly hides it from them
document.querySelectorAll('#readable').forEach(place => {
  const names = document.cookie.split('; ').filter(cookie => cookie.startsWith('CognitoIdentityServiceProvider.'));
  place.textContent = names.length === 0 ? 'none' : String(names.length);
});
