"""What the tool says about files."""

from collections.abc import Mapping

FILE_WORDS: Mapping[str, tuple[str, str]] = {
    "file_not_sound": ("{sha256} 与其摘要不符或已缺失", "{sha256} is not what its digest says, or is missing"),
    "file_is_infected": ("{sha256} 带有病毒，不再提供", "{sha256} is infected, and given out no more"),
    "files_altered": (
        "有 {count} 个文件与其摘要不符或已缺失：\n{digests}",
        "{count} files are not what their digests say, or are missing:\n{digests}",
    ),
    "files_checked": (
        "文件 {count} 个，{sound} 个相符；记录所引用而未存的 {lacking} 个。",
        "{count} files, {sound} of them sound; {lacking} that records name are not held.",
    ),
    "files_copied": ("已复制 {count} 个文件到 {path}", "{count} files are copied to {path}"),
    "files_left": (
        "记录所引用的文件仍在，共 {count} 个：\n{digests}",
        "Files that records name stay, {count} of them:\n{digests}",
    ),
    "brought_at": ("提交于", "brought"),
    "brought_by": ("提交人", "by"),
    "bytes": ("字节", "bytes"),
    "media_type": ("类型", "type"),
    "remarks": ("提示", "remarks"),
    "scanned": ("扫描", "scan"),
    "named": ("被引用", "named"),
}
