// Reader checks a log that lies in a directory as tlog-tiles serves it, with the packages of Go's checksum database and
// nothing of ours: the signature, the tree, every entry, and proofs that were made elsewhere.
//
//	reader DIRECTORY VKEY [WITNESS-VKEY]
//
// DIRECTORY holds checkpoint, checkpoint.old, tile/ and proofs; a line of the last is "inclusion INDEX HASH…" or
// "consistency OLD HASH…". It prints an OK line for each thing checked, and ends with 1 at the first that fails.
package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// directory is a tlog.TileReader of the files.
type directory string

func (d directory) Height() int { return height }

func (d directory) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, t := range tiles {
		read, err := os.ReadFile(filepath.Join(string(d), path(t)))
		if err != nil {
			return nil, err
		}
		data = append(data, read)
	}
	return data, nil
}

func (d directory) SaveTiles([]tlog.Tile, [][]byte) {}

// path drops the height, which is always 8 here, and names the entries as tlog-tiles does.
func path(t tlog.Tile) string {
	return strings.Replace(strings.Replace(t.Path(), "tile/8/", "tile/", 1), "tile/data/", "tile/entries/", 1)
}

// witness verifies the cosignatures that Go's package does not know: type 4, over a time and the checkpoint.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }

func (w witness) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), msg)
	return ed25519.Verify(w.key, []byte(message), sig[8:])
}

func readWitness(vkey string) witness {
	parts := strings.SplitN(vkey, "+", 3)
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	require(err)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	require(err)
	if len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		log.Fatal("no key of a witness")
	}
	return witness{parts[0], uint32(hash), key[1:]}
}

func main() {
	log.SetFlags(0)
	dir := os.Args[1]
	tree := open(filepath.Join(dir, "checkpoint"), os.Args[2:])
	old := open(filepath.Join(dir, "checkpoint.old"), os.Args[2:3])
	reader := tlog.TileHashReader(tree, directory(dir))
	checkRoot(tree, reader)
	checkTrees(tree, old, reader)
	checkRecords(tree, reader)
	checkEntries(dir, tree)
	checkProofs(dir, tree, old, reader)
}

// open opens a checkpoint that every one of the keys has signed.
func open(file string, vkeys []string) tlog.Tree {
	text, err := os.ReadFile(file)
	require(err)
	first, err := note.NewVerifier(vkeys[0])
	require(err)
	verifiers := []note.Verifier{first}
	for _, vkey := range vkeys[1:] {
		verifiers = append(verifiers, readWitness(vkey))
	}
	opened, err := note.Open(text, note.VerifierList(verifiers...))
	require(err)
	if len(opened.Sigs) != len(vkeys) {
		log.Fatalf("%d of %d have signed", len(opened.Sigs), len(vkeys))
	}
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	require(err)
	hash, err := tlog.ParseHash(lines[2])
	require(err)
	if lines[0] != first.Name() || len(lines) != 4 {
		log.Fatalf("not the checkpoint of %s", first.Name())
	}
	fmt.Printf("OK checkpoint %d signed by %d\n", size, len(opened.Sigs))
	return tlog.Tree{N: size, Hash: hash}
}

func checkRoot(tree tlog.Tree, reader tlog.HashReader) {
	found, err := tlog.TreeHash(tree.N, reader)
	require(err)
	same(found, tree.Hash, "root")
	fmt.Printf("OK root %d\n", tree.N)
}

func checkTrees(tree, old tlog.Tree, reader tlog.HashReader) {
	proof, err := tlog.ProveTree(tree.N, old.N, reader)
	require(err)
	require(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash))
	fmt.Printf("OK grown %d %d\n", old.N, tree.N)
}

// checkRecords proves and verifies leaves all over the tree.
func checkRecords(tree tlog.Tree, reader tlog.HashReader) {
	for n := int64(0); n < tree.N; n += 997 {
		leaves, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, n)})
		require(err)
		proof, err := tlog.ProveRecord(tree.N, n, reader)
		require(err)
		require(tlog.CheckRecord(proof, tree.N, tree.Hash, n, leaves[0]))
	}
	fmt.Printf("OK leaves %d\n", (tree.N+996)/997)
}

// checkEntries hashes every entry of the bundles, where there are any, and compares it with its leaf.
func checkEntries(dir string, tree tlog.Tree) {
	if _, err := os.Stat(filepath.Join(dir, "tile", "entries")); err != nil {
		return
	}
	count := int64(0)
	for count < tree.N {
		width := tree.N - count
		if width > 1<<height {
			width = 1 << height
		}
		tile := tlog.Tile{H: height, L: 0, N: count >> height, W: int(width)}
		bundle := tile
		bundle.L = -1
		data, err := directory(dir).ReadTiles([]tlog.Tile{tile, bundle})
		require(err)
		checkBundle(data[0], data[1])
		count += width
	}
	fmt.Printf("OK entries %d\n", count)
}

func checkBundle(leaves, entries []byte) {
	for ; len(leaves) > 0; leaves = leaves[tlog.HashSize:] {
		length := int(binary.BigEndian.Uint16(entries))
		var leaf tlog.Hash
		copy(leaf[:], leaves)
		same(tlog.RecordHash(entries[2:2+length]), leaf, "entry")
		entries = entries[2+length:]
	}
	if len(entries) > 0 {
		log.Fatal("more entries than leaves")
	}
}

func checkProofs(dir string, tree, old tlog.Tree, reader tlog.HashReader) {
	text, err := os.ReadFile(filepath.Join(dir, "proofs"))
	require(err)
	for _, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		words := strings.Fields(line)
		number, err := strconv.ParseInt(words[1], 10, 64)
		require(err)
		hashes := parse(words[2:])
		if words[0] == "consistency" {
			require(tlog.CheckTree(hashes, tree.N, tree.Hash, old.N, old.Hash))
		} else {
			leaves, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, number)})
			require(err)
			require(tlog.CheckRecord(hashes, tree.N, tree.Hash, number, leaves[0]))
		}
		fmt.Printf("OK %s %d\n", words[0], number)
	}
}

func parse(words []string) []tlog.Hash {
	hashes := []tlog.Hash{}
	for _, word := range words {
		hash, err := tlog.ParseHash(word)
		require(err)
		hashes = append(hashes, hash)
	}
	return hashes
}

func same(found, wanted tlog.Hash, what string) {
	if found != wanted {
		log.Fatalf("%s: %v is not %v", what, found, wanted)
	}
}

func require(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
