// the upload's progress is the only thing on this page that HTML cannot say
document.querySelector('#upload')?.addEventListener('submit', event => {
  event.preventDefault();
  const file = document.querySelector('#file').files[0];
  const album = document.querySelector('input[name=album]:checked').value;
  const name = file.name.replace(/[^A-Za-z0-9._-]/g, '_');
  const request = new XMLHttpRequest();
  document.querySelector('#transfer').hidden = false;
  request.upload.onprogress = step => {
    document.querySelector('#progress').value = 100 * step.loaded / step.total;
  };
  request.onloadend = () => {
    if (request.status >= 200 && request.status < 300) {
      location.reload();
    } else {
      document.querySelector('#problem').value = `not stored (${request.status})`;
    }
  };
  request.open('PUT', `api/photos/${album}/${name}`);
  request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
  request.send(file);
});

document.querySelectorAll('[data-remove]').forEach(button => button.addEventListener('click', async () => {
  const name = encodeURIComponent(button.dataset.name);
  const answer = await fetch(`api/photos/${button.dataset.remove}/${name}`, { method: 'DELETE' });
  if (answer.ok) {
    location.reload();
  }
}));
