"""The waiting room: lines, tickets, who is called next, appointments, numbers for a kiosk without a network."""
