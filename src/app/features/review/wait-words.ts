import { defineWords } from '#app/locales/catalogue.ts'

/** The parts of the inbox, and what it leads to on other pages. */
export const waitWords = defineWords(
  {
    all: 'Semua', kind: 'Tampilkan', place: 'Tempat', allPlaces: 'Semua tempat', waiting: '{n} menunggu keputusan', decidedLink: 'Sudah diputuskan',
    fold: 'Sembunyikan', unfold: 'Buka', showAll: 'Tampilkan semua ({n})', showFew: 'Tampilkan {n} tertua saja', noneHere: 'Tidak ada untuk pilihan ini', noneHereText: 'Pilih tempat atau bagian lain.', loading: 'Memuat…',
    s_addenda: 'Addendum terlambat', s_conflicts: 'Isian bertentangan', s_held: 'Tertahan', s_negative: 'Stok minus', s_incidents: 'Kejadian', s_lplpo: 'LPLPO', s_counts: 'Stok opname', s_proposals: 'Usulan katalog dan harga', s_activities: 'Kegiatan di jam layanan', s_deliveries: 'Kiriman berbeda',
    h_addenda: 'Addendum yang menunggu persetujuan', h_conflicts: 'Isian yang bertentangan', h_held: 'Catatan yang tertahan', h_negative: 'Stok minus', h_incidents: 'Kejadian', h_lplpo: 'LPLPO yang menunggu jawaban', h_counts: 'Stok opname yang menunggu persetujuan', h_proposals: 'Usulan obat dan harga', h_activities: 'Kegiatan pada jam pelayanan', h_deliveries: 'Kiriman yang diterima berbeda',
    t_addenda: 'Ditulis lebih dari 48 jam setelah kunjungan ditandatangani. Baru dihitung setelah disetujui.', t_conflicts: 'Dua orang mengubah isian yang sama. Pilih yang benar.', t_held: 'Sudah diterima puskesmas, tetapi belum dapat dipakai.',
    t_negative: 'Lebih banyak yang keluar daripada yang ada. Hitung rak, lalu tutup dengan catatan.', t_incidents: 'Periksa sebabnya, lalu tutup dengan catatan.', t_lplpo: 'Setujui atau kembalikan di halaman laporannya.', t_counts: 'Periksa selisihnya, lalu setujui atau kembalikan.',
    t_proposals: 'Diputuskan di halaman usulan.', t_activities: 'Berjalan di dalam jam pelayanan. Tandai sudah dilihat di halaman kegiatannya.', t_deliveries: 'Tampak 30 hari untuk diketahui; tidak ada yang perlu diputuskan di sini. Cocokkan dengan pengirim dan penerimanya.',
    w_lplpo: 'LPLPO {title}, {month}', w_counts: 'Stok opname {title}', w_new: 'Obat baru: {title}', w_price: 'HNA/HET katalog: {title}', w_selling: 'Harga jual: {title}', w_facts: 'Data obat: {title}', w_activities: '{title}, {minutes} menit di jam pelayanan', w_deliveries: 'Kiriman {title} dari {from}',
    byAt: '{name}, {at}', unknown: 'Pengguna tidak dikenal',
  },
  {
    all: 'All', kind: 'Show', place: 'Place', allPlaces: 'All places', waiting: '{n} wait for a decision', decidedLink: 'Decided',
    fold: 'Hide', unfold: 'Open', showAll: 'Show all ({n})', showFew: 'Show the {n} oldest only', noneHere: 'Nothing for this choice', noneHereText: 'Choose another place or part.', loading: 'Loading…',
    s_addenda: 'Late addenda', s_conflicts: 'Contradictions', s_held: 'Held back', s_negative: 'Below zero', s_incidents: 'Incidents', s_lplpo: 'LPLPO', s_counts: 'Stocktakes', s_proposals: 'Proposals', s_activities: 'Activities in service hours', s_deliveries: 'Deliveries that differ',
    h_addenda: 'Addenda waiting for approval', h_conflicts: 'Values that contradict each other', h_held: 'Records held back', h_negative: 'Stock below zero', h_incidents: 'Incidents', h_lplpo: 'LPLPO waiting for an answer', h_counts: 'Stocktakes waiting for approval', h_proposals: 'Proposals for drugs and prices', h_activities: 'Activities in hours of service', h_deliveries: 'Deliveries received differently',
    t_addenda: 'Written more than 48 hours after the visit was signed. They count once approved.', t_conflicts: 'Two people changed the same field. Choose the right one.', t_held: 'Received by the puskesmas, but not usable yet.',
    t_negative: 'More went out than there was. Count the shelf, then close with a note.', t_incidents: 'Look into the cause, then close with a note.', t_lplpo: 'Approve or return on the page of the report.', t_counts: 'Look at the differences, then approve or return.',
    t_proposals: 'Decided on the page of proposals.', t_activities: 'Took place in hours of service. Mark as seen on the page of the activity.', t_deliveries: 'Shown for 30 days, for information; nothing is decided here. Compare with the sender and the receiver.',
    w_lplpo: 'LPLPO {title}, {month}', w_counts: 'Stocktake {title}', w_new: 'New drug: {title}', w_price: 'HNA/HET of the catalogue: {title}', w_selling: 'Selling price: {title}', w_facts: 'Facts of a drug: {title}', w_activities: '{title}, {minutes} minutes in hours of service', w_deliveries: 'Delivery {title} from {from}',
    byAt: '{name}, {at}', unknown: 'Unknown user',
  },
)
