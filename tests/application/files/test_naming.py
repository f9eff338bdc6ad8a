import pytest

from application.files.naming import LONGEST, disposition, given_name, shown_name


class TestName:
    @pytest.mark.parametrize(
        ("given", "shown"),
        [
            ("会议纪要.pdf", "会议纪要.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\li\\纪要.pdf", "纪要.pdf"),
            ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf"),
            ("纪要\u202efdp.exe", "纪要fdp.exe"),
            ("a\u200bb\0c.txt", "abc.txt"),
            ('"; filename="b.html', "__ filename=_b.html"),
            ("  .htaccess . ", "htaccess"),
            ("CON.txt", "_CON.txt"),
            ("%2e%2e%2fa.pdf", "_2e_2e_2fa.pdf"),
        ],
    )
    def test_is_made_safe_to_show(self, given, shown):
        assert shown_name(given) == shown

    @pytest.mark.parametrize("given", ["", "..", "../", "\0", " . "])
    def test_of_which_nothing_is_left_is_none(self, given):
        assert shown_name(given) is None

    def test_that_is_long_keeps_its_ending(self):
        assert shown_name("纪" * 500 + ".docx") == "纪" * (LONGEST - 5) + ".docx"
        assert shown_name("纪" * 500) == "纪" * LONGEST


class TestHeader:
    @pytest.mark.parametrize(
        ("header", "name"),
        [
            ('attachment; filename="a b.pdf"', "a b.pdf"),
            ("attachment; filename*=UTF-8''%E7%BA%AA%E8%A6%81.pdf", "纪要.pdf"),
            ('attachment; filename="' + "纪要.pdf".encode().decode("latin-1") + '"', "纪要.pdf"),
            ("attachment", None),
            ("", None),
        ],
    )
    def test_tells_the_name(self, header, name):
        assert given_name(header) == name

    @pytest.mark.parametrize("name", ['a"b.pdf', "纪要.pdf", "a\r\nb.pdf", "é;x=1.txt", "'.pdf", "\u202e"])
    def test_that_we_send_has_one_line_and_two_names(self, name):
        sent = disposition(name)
        sent.encode("latin-1")
        assert sent.isprintable()
        assert sent.startswith('attachment; filename="')
        assert sent.count('"') == 2
        assert given_name(sent) == name

    @pytest.mark.parametrize(
        ("name", "plain"),
        [("纪要.pdf", "file.pdf"), ("résumé 1.txt", "resume 1.txt"), ("a=b.csv", "a_b.csv"), ("纪要", "file")],
    )
    def test_that_we_send_has_a_plain_name_for_old_programs(self, name, plain):
        assert disposition(name).startswith(f'attachment; filename="{plain}"; ')
