//! The browser half: the current version is built in, earlier ones are in a folder. A version names its
//! contents, so what is served under it never changes. The settings decide which version visitors get.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bytes::Bytes;

mod built_in {
    //! Written by the build script: the browser version and its files.

    /// A file as it is, and compressed.
    pub(super) struct File {
        pub(super) name: &'static str,
        pub(super) plain: &'static [u8],
        pub(super) brotli: &'static [u8],
        pub(super) gzip: &'static [u8],
    }

    include!(concat!(env!("OUT_DIR"), "/built_in.rs"));
}

/// How a file is compressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// Brotli, level 11.
    Brotli,
    /// Gzip.
    Gzip,
    /// As it is.
    Identity,
}

impl Encoding {
    /// The best encoding that an `Accept-Encoding` header allows.
    #[must_use]
    pub fn best(accepted: &str) -> Self {
        let allows = |name: &str| {
            accepted.split(',').any(|part| {
                let mut pieces = part.split(';').map(str::trim);
                pieces.next() == Some(name) && pieces.all(|piece| piece.replace(' ', "") != "q=0")
            })
        };
        if allows("br") {
            Self::Brotli
        } else if allows("gzip") {
            Self::Gzip
        } else {
            Self::Identity
        }
    }

    /// The value of `Content-Encoding`, if any.
    #[must_use]
    pub const fn header(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    const fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
            Self::Identity => "",
        }
    }
}

/// What hydrates a form, and the loader that brings it: a version that lacks one of these is not served.
const NEEDED: [&str; 3] = ["embed.js", GLUE, WASM];

const GLUE: &str = "leadgate.js";
const WASM: &str = "leadgate_bg.wasm";

/// Whether a file is what a withdrawn version is not served with any more. Loader and styles stay: a
/// page may have pinned them.
#[must_use]
pub fn takes_over(name: &str) -> bool {
    name == GLUE || name == WASM
}

/// Where assets are found.
#[derive(Clone, Debug)]
pub struct Assets {
    folder: Option<PathBuf>,
}

impl Assets {
    /// The built-in version and, where given, those of a folder.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: (!folder.as_os_str().is_empty()).then(|| folder.to_owned()),
        }
    }

    /// The current version; `None` in a binary that was built without the browser half.
    #[must_use]
    pub fn version() -> Option<&'static str> {
        Some(built_in::VERSION).filter(|version| !version.is_empty())
    }

    /// All versions that are served, in order of their names: the one that is built in, and those that
    /// are whole in the folder.
    #[must_use]
    pub fn browser_versions(&self) -> BTreeSet<String> {
        let folders = self
            .folder
            .iter()
            .filter_map(|folder| folder.read_dir().ok());
        let names = folders.flatten().filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            self.is_earlier(&name).then_some(name)
        });
        names.chain(Self::version().map(str::to_owned)).collect()
    }

    /// Whether the folder has the whole of a version.
    fn is_earlier(&self, version: &str) -> bool {
        let Some(folder) = &self.folder else {
            return false;
        };
        let is_there = |name: &&str| folder.join(version).join(name).is_file();
        is_plain(version) && NEEDED.iter().all(is_there)
    }

    /// Whether there is a version of this name.
    #[must_use]
    pub fn has(&self, version: &str) -> bool {
        Self::version() == Some(version) || self.is_earlier(version)
    }

    /// A file of the current version, as it is.
    #[must_use]
    pub fn built_in(name: &str) -> Option<&'static [u8]> {
        let file = built_in::FILES.iter().find(|file| file.name == name)?;
        Some(file.plain)
    }

    /// A file of a version, compressed as asked or, where that is missing, as it is.
    pub async fn file(
        &self,
        version: &str,
        name: &str,
        encoding: Encoding,
    ) -> Option<(Bytes, Encoding)> {
        if Some(version) == Self::version() {
            let file = built_in::FILES.iter().find(|file| file.name == name)?;
            let bytes = match encoding {
                Encoding::Brotli => file.brotli,
                Encoding::Gzip => file.gzip,
                Encoding::Identity => file.plain,
            };
            return Some((Bytes::from_static(bytes), encoding));
        }
        // Both names come from a URL: only what a version can be called gets near the disk.
        let folder = self.folder.as_ref()?;
        if !is_plain(version) || !is_plain(name) {
            return None;
        }
        let path = folder.join(version).join(name);
        let compressed = format!("{}{}", path.display(), encoding.suffix());
        if let Ok(bytes) = tokio::fs::read(compressed).await {
            return Some((bytes.into(), encoding));
        }
        let bytes = tokio::fs::read(path).await.ok()?;
        Some((bytes.into(), Encoding::Identity))
    }
}

/// Letters, digits, `_`, `-` and single dots: nothing that leaves a folder.
fn is_plain(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    !name.is_empty() && name.bytes().all(plain) && !name.starts_with('.') && !name.contains("..")
}

/// The media type of a file's name.
#[must_use]
pub fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_encoding_that_is_accepted_is_used() {
        let cases = [
            ("gzip, deflate, br", Encoding::Brotli),
            ("gzip;q=1.0", Encoding::Gzip),
            ("br;q=0, gzip", Encoding::Gzip),
            ("", Encoding::Identity),
        ];
        for (accepted, expected) in cases {
            assert_eq!(Encoding::best(accepted), expected, "{accepted:?}");
        }
    }

    #[tokio::test]
    async fn no_name_leaves_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("aaa")).unwrap();
        std::fs::write(folder.path().join("aaa/leadgate.js"), "old").unwrap();
        std::fs::write(folder.path().join("secret"), "secret").unwrap();
        let assets = Assets::new(folder.path());
        let file = assets
            .file("aaa", "leadgate.js", Encoding::Brotli)
            .await
            .unwrap();
        assert_eq!(file, (Bytes::from("old"), Encoding::Identity));
        for (version, name) in [
            ("..", "secret"),
            ("aaa", "../secret"),
            ("aaa", ".."),
            ("", "secret"),
            (".", "secret"),
        ] {
            assert_eq!(
                assets.file(version, name, Encoding::Identity).await,
                None,
                "{version}/{name}"
            );
        }
    }
}
