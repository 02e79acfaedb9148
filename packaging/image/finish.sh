# Run in the image's root, without a network: what is started, what never is, and who may not come in.
exec >/dev/null
systemctl enable gapura-owners gapura-kiosk gapura-agent gapura-came-up nftables usbguard \
    systemd-networkd systemd-resolved systemd-timesyncd systemd-boot-check-no-failures
# No shell waits anywhere: not on the screen, not on a serial line.
systemctl mask getty.target getty@.service serial-getty@.service console-getty.service autovt@.service \
    debug-shell.service rescue.service ctrl-alt-del.target \
    apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service \
    fstrim.timer systemd-firstboot.service systemd-homed.service
systemctl set-default multi-user.target
passwd --lock root
usermod --shell /usr/sbin/nologin root
# The first slot is read-only, and machines are told apart by their firmware (systemd.machine_id=).
: >/etc/machine-id
mkdir -p /media/stick
rm -f /etc/hostname /etc/resolv.conf /var/lib/dbus/machine-id /etc/ssh/ssh_host_*
echo gapura >/etc/hostname
printf '127.0.0.1 localhost\n127.0.1.1 gapura\n::1 localhost\n' >/etc/hosts
ln -s ../run/systemd/resolve/stub-resolv.conf /etc/resolv.conf
chmod 0600 /etc/usbguard/*.conf /etc/nftables.conf
chmod 0755 /etc/nftables.conf
